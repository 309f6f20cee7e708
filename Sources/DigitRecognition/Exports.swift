@_exported import Imaging

@_exported import struct Files.ByteSize
@_exported import struct Files.FilePath
@_exported import enum ImageIngestion.BlankReason
@_exported import struct ImageIngestion.InkMeasurements
@_exported import enum ImageIngestion.Polarity
@_exported import enum ImageIngestion.QualityFlag
