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
  /// Pictures whose longer side is larger are reduced, while they are decoded, to the smallest eighth that keeps it at
  /// least this long: JPEGs by their DCT, PNGs by averaging.
  public var targetSide: Int
  /// The limit of a thread's processor time for one file, in seconds. No undamaged picture within the other limits
  /// needs as much.
  public var maximumSeconds = 30.0
  /// The limit of the memory for the coefficients of a JPEG in several scans, in bytes.
  public var maximumCoefficientBytes = MemoryBudget.coefficients.limit
  /// The shorter side of a picture that is decoded coarsely is at least this long.
  private static let coarseSide = 150

  /// A decoder with the given limit and size, in pixels.
  public init(maximumPixels: Int = 100_000_000, targetSide: Int = 900) {
    self.maximumPixels = maximumPixels
    self.targetSide = targetSide
  }

  /// A picture and how it was reduced while it was decoded.
  public struct Decoded: Sendable {
    /// The grey picture, upright, on white paper.
    public var image: GrayImage
    /// The number of the file's pixels that each of the picture's stands for, along a side: 1, 2, 4 or 8.
    public var scale: Int
    /// Whether there is more detail to be had.
    public var isCoarse: Bool
  }

  /// Reads the whole picture, turned as its EXIF orientation says.
  public func decode(_ bytes: UnsafeRawBufferPointer) throws(IngestionError) -> GrayImage {
    try decode(bytes, coarsely: false).image
  }

  /// Reads the whole picture; `coarsely` reads JPEGs at half of the usual size where most digits can still be found.
  public func decode(
    _ bytes: UnsafeRawBufferPointer, coarsely isCoarse: Bool
  ) throws(IngestionError) -> Decoded {
    switch try ImageFormat(of: bytes) {
    case .png:
      let reader = try pngReader(bytes)
      let scale = 8 / eighths(longerSide: max(reader.width, reader.height))
      var image = try reader.read(factor: scale)
      if image.isFlat, let shades = try FewShades(in: pngReader(bytes, keepsDepth: true)) {
        image = try pngReader(bytes, keepsDepth: true).read(factor: scale, shades: shades)
      }
      return Decoded(image: image.upright(reader.orientation), scale: scale, isCoarse: false)
    case .jpeg:
      let reader = try jpegReader(bytes)
      let eighths = eighths(reader, coarsely: isCoarse)
      let image = try reader.read(eighths: eighths).upright(reader.orientation)
      return Decoded(image: image, scale: 8 / eighths, isCoarse: eighths < self.eighths(reader, coarsely: false))
    }
  }

  /// The red, green and blue channel of the picture, of the size that `decode` gives; empty where it has no colour.
  public func channels(
    of bytes: UnsafeRawBufferPointer, coarsely isCoarse: Bool
  ) throws(IngestionError) -> [GrayImage] {
    let channels: [GrayImage]
    switch try ImageFormat(of: bytes) {
    case .png:
      let reader = try pngReader(bytes)
      guard reader.hasColor else { return [] }
      let scale = 8 / eighths(longerSide: max(reader.width, reader.height))
      var planes = try reader.readChannels(factor: scale)
      if planes.allSatisfy(\.isFlat), let shades = try FewShades(in: pngReader(bytes, keepsDepth: true)) {
        planes = try pngReader(bytes, keepsDepth: true).readChannels(factor: scale, shades: shades)
      }
      channels = planes.map { $0.upright(reader.orientation) }
    case .jpeg:
      let reader = try jpegReader(bytes)
      guard reader.hasColor else { return [] }
      channels = try reader.readChannels(eighths: eighths(reader, coarsely: isCoarse)).map {
        $0.upright(reader.orientation)
      }
    }
    return channels.allSatisfy { $0 == channels[0] } ? [] : channels
  }

  /// Width and height in pixels as the header states them: before orientation and DCT scaling, whatever the limit.
  public func size(of bytes: UnsafeRawBufferPointer) throws(IngestionError) -> (width: Int, height: Int) {
    switch try ImageFormat(of: bytes) {
    case .png:
      let reader = try PNGReader(bytes, maximumPixels: .max, maximumSeconds: maximumSeconds)
      return (reader.width, reader.height)
    case .jpeg:
      let reader = try JPEGReader(bytes, maximumPixels: .max, maximumSeconds: maximumSeconds)
      return (reader.width, reader.height)
    }
  }

  private func pngReader(
    _ bytes: UnsafeRawBufferPointer, keepsDepth: Bool = false
  ) throws(IngestionError) -> PNGReader {
    try PNGReader(
      bytes, maximumPixels: maximumPixels, maximumSeconds: maximumSeconds, keepsDepth: keepsDepth)
  }

  private func jpegReader(_ bytes: UnsafeRawBufferPointer) throws(IngestionError) -> JPEGReader {
    try JPEGReader(
      bytes, maximumPixels: maximumPixels, maximumSeconds: maximumSeconds,
      maximumCoefficientBytes: maximumCoefficientBytes)
  }

  /// The smallest n in 1, 2, 4 and 8, for which libjpeg is fast, with n/8 of the longer side at least `targetSide`.
  private func eighths(longerSide: Int) -> Int {
    [1, 2, 4].first { (longerSide * $0 + 7) / 8 >= targetSide } ?? 8
  }

  /// Coarsely, 4 in place of 8 where that leaves enough of the shorter side: of larger pictures a digit is too likely
  /// to be a small part, and decoding them twice takes longest.
  private func eighths(_ reader: borrowing JPEGReader, coarsely isCoarse: Bool) -> Int {
    let full = eighths(longerSide: max(reader.width, reader.height))
    return isCoarse && full == 8 && min(reader.width, reader.height) >= 2 * Self.coarseSide ? 4 : full
  }
}
