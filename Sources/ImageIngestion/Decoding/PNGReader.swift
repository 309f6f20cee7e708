import CImageCodecs
import Imaging

/// One PNG file, from its header to its pixels. Owns libpng's state.
struct PNGReader: ~Copyable {
  let width: Int
  let height: Int
  let orientation: ExifOrientation
  /// Interleaved samples for each pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  let channels: Int
  /// Bytes of a sample: 2 where the file has 16 bits and they are kept.
  private let sampleBytes: Int
  private let isInterlaced: Bool
  private let chunks: PNGChunks
  private let seconds: Double
  private let handle: OpaquePointer

  /// About so many bytes of rows are converted and reduced at a time.
  private static let bandSize = 1 << 18

  /// Reads the header. `bytes` must outlive the reader. `keepsDepth` leaves 16 bits as they are, for `FewShades`.
  init(
    _ bytes: UnsafeRawBufferPointer, maximumPixels: Int, maximumSeconds: Double, keepsDepth: Bool = false
  ) throws(IngestionError) {
    // Before libpng sees the file, so that a huge picture is called that even if little else of it is there.
    chunks = PNGChunks(bytes)
    if let size = chunks.statedSize {
      try PixelLimit(maximumPixels).check(width: size.width, height: size.height)
    }
    let exif = try chunks.exifOfWholeFile()

    var header = decode_png_header()
    var failure = decode_failure()
    guard
      let handle = decode_png_open(bytes.baseAddress, bytes.count, maximumSeconds, keepsDepth, &header, &failure)
    else { throw IngestionError(failure, format: .png, seconds: maximumSeconds) }
    (self.handle, seconds) = (handle, maximumSeconds)
    width = Int(header.width)
    height = Int(header.height)
    channels = Int(header.channels)
    sampleBytes = Int(header.sample_bytes)
    isInterlaced = header.is_interlaced
    orientation = exif.map(ExifOrientation.init(tiff:)) ?? .upright
  }

  deinit {
    decode_png_close(handle)
  }

  /// Whether the file holds red, green and blue, be they equal or not.
  var hasColor: Bool { channels >= 3 }
  private var hasAlpha: Bool { channels == 2 || channels == 4 }

  /// The whole picture, as stored, at 1/`factor` of its size, each side rounded up. Only one picture can be read.
  /// `shades` are drawn apart, by a reader that keeps the file's depth.
  func read(factor: Int, shades: FewShades? = nil) throws(IngestionError) -> GrayImage {
    let channels = channels
    guard hasAlpha else {
      return try planes(1, factor: factor, shades: shades) { [GrayConversion.gray($0, channels: channels)] }[0]
    }
    var hues = HueSpread()
    let planes = try planes(2, factor: factor, shades: shades) { samples in
      hues.add(samples, channels: channels)
      return [
        GrayConversion.gray(samples, channels: channels), GrayConversion.alpha(samples, channels: channels),
      ]
    }
    return AlphaPicture(onPaper: planes[0], alpha: planes[1], hues: hues)?.image ?? planes[0]
  }

  /// The whole picture as red, green and blue, at 1/`factor` of its size; `hasColor` must be true. Empty where the
  /// picture is in its alpha channel alone.
  func readChannels(factor: Int, shades: FewShades? = nil) throws(IngestionError) -> [GrayImage] {
    guard hasAlpha else {
      return try planes(3, factor: factor, shades: shades) { GrayConversion.planes($0, channels: 3) }
    }
    var hues = HueSpread()
    let planes = try planes(5, factor: factor, shades: shades) { samples in
      hues.add(samples, channels: 4)
      return GrayConversion.planes(samples, channels: 4)
        + [GrayConversion.fromRGBA(samples), GrayConversion.alpha(samples, channels: 4)]
    }
    let isInAlpha = AlphaPicture(onPaper: planes[3], alpha: planes[4], hues: hues) != nil
    return isInAlpha ? [] : Array(planes[..<3])
  }

  private func planes(
    _ count: Int, factor: Int, shades: FewShades?, convert: ([UInt8]) -> [[UInt8]]
  ) throws(IngestionError) -> [GrayImage] {
    func plain(_ samples: Samples) -> [UInt8] { shades?.stretched(samples.widened) ?? samples.bytes }
    if factor == 1, !isInterlaced {
      try chunks.checkPixelBytes(width: width, height: height)
      return convert(plain(try samples(rows: height))).map { GrayImage(width: width, height: height, pixels: $0) }
    }
    let sourceWidth = width
    var averages = Array(repeating: CellMeans(width: width, height: height, factor: factor), count: count)
    try eachBand { pass, first, samples in
      for (index, pixels) in convert(plain(samples)).enumerated() {
        averages[index].add(pixels, sourceWidth: sourceWidth, of: pass, from: first)
      }
      return true
    }
    return averages.map(\.image)
  }

  /// Samples as the file has them.
  struct Samples {
    let bytes: [UInt8]
    /// How many bytes make one, the more significant first.
    fileprivate let size: Int

    /// In 1/65535.
    var widened: [UInt16] {
      guard size == 2 else { return bytes.map { UInt16($0) * 257 } }
      return stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    }
  }

  /// Hands out the rows, some at a time, with the pass they belong to and the number there of the first, as long as
  /// `body` says true.
  func eachBand(_ body: (InterlacePass, Int, Samples) -> Bool) throws(IngestionError) {
    try chunks.checkPixelBytes(width: width, height: height)
    let bandRows = max(1, Self.bandSize / (width * channels * sampleBytes))
    for pass in isInterlaced ? InterlacePass.adam7 : InterlacePass.whole {
      let rows = pass.rows(width: width, height: height)
      for first in stride(from: 0, to: rows, by: bandRows) {
        guard body(pass, first, try samples(rows: min(bandRows, rows - first))) else { return }
      }
    }
  }

  /// The next rows.
  private func samples(rows: Int) throws(IngestionError) -> Samples {
    let size = rows * width * channels * sampleBytes
    var failure = decode_failure()
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = decode_png_read(handle, UInt32(rows), buffer.baseAddress, &failure) ? size : 0
    }
    guard failure.status == DECODE_OK else { throw IngestionError(failure, format: .png, seconds: seconds) }
    return Samples(bytes: bytes, size: sampleBytes)
  }
}
