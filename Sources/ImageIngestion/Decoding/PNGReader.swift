import CImageCodecs
import Imaging

/// One PNG file, from its header to its pixels. Owns libpng's state.
struct PNGReader: ~Copyable {
  let width: Int
  let height: Int
  let orientation: ExifOrientation
  /// Interleaved bytes for each pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  private let channels: Int
  private let handle: OpaquePointer

  /// Reads the header. `bytes` must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, maximumPixels: Int) throws(IngestionError) {
    // Before libpng sees the file, so that a huge picture is called that even if little else of it is there.
    if let size = PNGChunks(bytes).statedSize {
      try PixelLimit(maximumPixels).check(width: size.width, height: size.height)
    }
    let exif = try PNGChunks(bytes).exifOfWholeFile()

    var header = decode_png_header()
    var failure = decode_failure()
    guard let handle = decode_png_open(bytes.baseAddress, bytes.count, &header, &failure) else {
      throw IngestionError(failure, format: .png)
    }
    self.handle = handle
    (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
    orientation = exif.map(ExifOrientation.init(tiff:)) ?? .upright
  }

  deinit {
    decode_png_close(handle)
  }

  /// Whether the file holds red, green and blue, be they equal or not.
  var hasColor: Bool { channels >= 3 }

  /// The whole picture, as stored. Only one picture can be read.
  func read() throws(IngestionError) -> GrayImage {
    let samples = try samples()
    let pixels =
      switch channels {
      case 2: GrayConversion.fromGrayAlpha(samples)
      case 3: GrayConversion.fromRGB(samples)
      case 4: GrayConversion.fromRGBA(samples)
      default: samples
      }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// The same as red, green and blue; `hasColor` must be true.
  func readChannels() throws(IngestionError) -> [GrayImage] {
    GrayConversion.planes(try samples(), channels: channels).map {
      GrayImage(width: width, height: height, pixels: $0)
    }
  }

  private func samples() throws(IngestionError) -> [UInt8] {
    var failure = decode_failure()
    let samples = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
      let size = width * height * channels
      count = decode_png_read(handle, buffer.baseAddress, size, &failure) ? size : 0
    }
    guard failure.status == DECODE_OK else { throw IngestionError(failure, format: .png) }
    return samples
  }
}
