import Imaging

/// Turns the bytes of a PNG or JPEG file into an upright grey picture on white paper.
public struct ImageDecoder: Sendable {
  /// Pictures with more pixels than this are refused from their header, before memory is taken.
  public var maximumPixels: Int
  /// JPEGs whose longer side is larger are decoded at the smallest DCT scale that keeps it at least this long.
  public var targetSide: Int

  public init(maximumPixels: Int = 100_000_000, targetSide: Int = 1024) {
    self.maximumPixels = maximumPixels
    self.targetSide = targetSide
  }

  public func decode(_ bytes: UnsafeRawBufferPointer) throws(IngestionError) -> GrayImage {
    throw .unrecognizedFormat
  }
}
