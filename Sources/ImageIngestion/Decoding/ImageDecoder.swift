import Imaging

/// Turns the bytes of a PNG or JPEG file into an upright grey picture on white paper.
///
///     let image = try ImageDecoder().decode(bytes)
///
/// Grey is luma, 0.299 R + 0.587 G + 0.114 B of the sRGB values, for both formats, so that a scan looks the same
/// whichever it was saved as. A damaged file is an error: half a picture is never returned.
public struct ImageDecoder: Sendable {
  /// Pictures with more pixels than this are refused from their header, before memory is taken.
  public var maximumPixels: Int
  /// JPEGs whose longer side is larger are decoded at the smallest DCT scale that keeps it at least this long.
  public var targetSide: Int

  public init(maximumPixels: Int = 100_000_000, targetSide: Int = 900) {
    self.maximumPixels = maximumPixels
    self.targetSide = targetSide
  }

  /// Reads the whole picture, turned as its EXIF orientation says.
  public func decode(_ bytes: UnsafeRawBufferPointer) throws(IngestionError) -> GrayImage {
    try decodeScaled(bytes).image
  }

  /// The same, with the number of the file's pixels that each of the picture's stands for, along a side.
  public func decodeScaled(
    _ bytes: UnsafeRawBufferPointer
  ) throws(IngestionError) -> (image: GrayImage, scale: Int) {
    switch try ImageFormat(of: bytes) {
    case .png:
      let reader = try PNGReader(bytes, maximumPixels: maximumPixels)
      return (try reader.read().upright(reader.orientation), 1)
    case .jpeg:
      let reader = try JPEGReader(bytes, maximumPixels: maximumPixels)
      let eighths = eighths(longerSide: max(reader.width, reader.height))
      return (try reader.read(eighths: eighths).upright(reader.orientation), 8 / eighths)
    }
  }

  /// Width and height in pixels as the header states them: before orientation and DCT scaling, whatever the limit.
  public func size(of bytes: UnsafeRawBufferPointer) throws(IngestionError) -> (width: Int, height: Int) {
    switch try ImageFormat(of: bytes) {
    case .png:
      let reader = try PNGReader(bytes, maximumPixels: .max)
      return (reader.width, reader.height)
    case .jpeg:
      let reader = try JPEGReader(bytes, maximumPixels: .max)
      return (reader.width, reader.height)
    }
  }

  /// The smallest n in 1, 2, 4 and 8, for which libjpeg is fast, with n/8 of `longerSide` at least `targetSide`.
  private func eighths(longerSide: Int) -> Int {
    [1, 2, 4].first { (longerSide * $0 + 7) / 8 >= targetSide } ?? 8
  }
}
