import CImageCodecs
import Imaging

/// One JPEG file, from its header to its pixels. Owns libjpeg's state.
struct JPEGReader: ~Copyable {
  let width: Int
  let height: Int
  let orientation: ExifOrientation
  private let isCMYK: Bool
  private let isInverted: Bool
  private let handle: OpaquePointer

  /// Reads the header. `bytes` must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, maximumPixels: Int) throws(IngestionError) {
    var header = decode_jpeg_header()
    var failure = decode_failure()
    let handle = decode_jpeg_open(bytes.baseAddress, bytes.count, &header, &failure)
    (width, height) = (Int(header.width), Int(header.height))
    do throws(IngestionError) {
      // First, so that a huge picture is called that even if little else of it is there.
      try PixelLimit(maximumPixels).check(width: width, height: height)
    } catch {
      decode_jpeg_close(handle)
      throw error
    }
    guard let handle else { throw IngestionError(failure, format: .jpeg) }
    self.handle = handle
    isCMYK = header.channels == 4
    isInverted = header.has_adobe_marker
    orientation = ExifOrientation(tiff: UnsafeRawBufferPointer(start: header.exif, count: header.exif_size))
  }

  deinit {
    decode_jpeg_close(handle)
  }

  /// The whole picture, as stored, at `eighths`/8 of its size, each side rounded up. Works once.
  func read(eighths: Int) throws(IngestionError) -> GrayImage {
    let (width, height) = ((self.width * eighths + 7) / 8, (self.height * eighths + 7) / 8)
    let size = width * height * (isCMYK ? 4 : 1)
    var failure = decode_failure()
    let samples = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = decode_jpeg_read(handle, UInt32(eighths), buffer.baseAddress, size, &failure) ? size : 0
    }
    guard failure.status == DECODE_OK else { throw IngestionError(failure, format: .jpeg) }
    let pixels = isCMYK ? GrayConversion.fromCMYK(samples, inverted: isInverted) : samples
    return GrayImage(width: width, height: height, pixels: pixels)
  }
}
