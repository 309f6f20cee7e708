import CImageCodecs
import Imaging

/// One JPEG file, from its header to its pixels. Owns libjpeg's state.
struct JPEGReader: ~Copyable {
  let width: Int
  let height: Int
  let orientation: ExifOrientation
  let hasColor: Bool
  private let isCMYK: Bool
  private let isInverted: Bool
  private let byteCount: Int
  /// The least that the picture can be written in, and what libjpeg takes for coefficients.
  private let minimumBytes, coefficientBytes: UInt64
  private let maximumCoefficientBytes: Int
  private let seconds: Double
  private let handle: OpaquePointer

  /// Reads the header. `bytes` must outlive the reader.
  init(
    _ bytes: UnsafeRawBufferPointer, maximumPixels: Int, maximumSeconds: Double, maximumCoefficientBytes: Int = .max
  ) throws(IngestionError) {
    var header = decode_jpeg_header()
    var failure = decode_failure()
    let handle = decode_jpeg_open(bytes.baseAddress, bytes.count, maximumSeconds, &header, &failure)
    (width, height) = (Int(header.width), Int(header.height))
    do throws(IngestionError) {
      // First, so that a huge picture is called that even if little else of it is there.
      try PixelLimit(maximumPixels).check(width: width, height: height)
    } catch {
      decode_jpeg_close(handle)
      throw error
    }
    guard let handle else { throw IngestionError(failure, format: .jpeg, seconds: maximumSeconds) }
    (self.handle, seconds) = (handle, maximumSeconds)
    byteCount = bytes.count
    self.maximumCoefficientBytes = maximumCoefficientBytes
    (minimumBytes, coefficientBytes) = (header.minimum_bits / 8, header.coefficient_bytes)
    hasColor = header.has_color
    isCMYK = header.channels == 4
    isInverted = header.has_adobe_marker
    orientation = ExifOrientation(tiff: UnsafeRawBufferPointer(start: header.exif, count: header.exif_size))
  }

  deinit {
    decode_jpeg_close(handle)
  }

  /// The whole picture, as stored, at `eighths`/8 of its size, each side rounded up. Only one picture can be read.
  func read(eighths: Int) throws(IngestionError) -> GrayImage {
    let samples = try samples(eighths: eighths, channels: isCMYK ? 4 : 1)
    let pixels = isCMYK ? GrayConversion.fromCMYK(samples, inverted: isInverted) : samples
    let (width, height) = size(eighths: eighths)
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// The whole picture as red, green and blue, at `eighths`/8 of its size; `hasColor` must be true.
  func readChannels(eighths: Int) throws(IngestionError) -> [GrayImage] {
    decode_jpeg_want_color(handle)
    let samples = try samples(eighths: eighths, channels: 3)
    let (width, height) = size(eighths: eighths)
    return GrayConversion.planes(samples, channels: 3).map { GrayImage(width: width, height: height, pixels: $0) }
  }

  private func size(eighths: Int) -> (width: Int, height: Int) {
    ((width * eighths + 7) / 8, (height * eighths + 7) / 8)
  }

  private func samples(eighths: Int, channels: Int) throws(IngestionError) -> [UInt8] {
    guard minimumBytes <= byteCount else {
      throw .impossibleSize(format: ImageFormat.jpeg.rawValue, width: width, height: height, byteCount: byteCount)
    }
    let budget = MemoryBudget.coefficients
    let limit = min(budget.limit, maximumCoefficientBytes)
    guard coefficientBytes <= limit else {
      throw .tooMuchMemory(width: width, height: height, byteCount: Int(coefficientBytes), limit: limit)
    }
    return try budget.holding(Int(coefficientBytes)) { () throws(IngestionError) in
      try decode(eighths: eighths, channels: channels)
    }
  }

  private func decode(eighths: Int, channels: Int) throws(IngestionError) -> [UInt8] {
    let (width, height) = size(eighths: eighths)
    let size = width * height * channels
    var failure = decode_failure()
    let samples = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = decode_jpeg_read(handle, UInt32(eighths), buffer.baseAddress, size, &failure) ? size : 0
    }
    guard failure.status == DECODE_OK else { throw IngestionError(failure, format: .jpeg, seconds: seconds) }
    return samples
  }
}
