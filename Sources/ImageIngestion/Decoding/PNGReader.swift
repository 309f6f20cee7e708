import CImageCodecs
import Imaging

/// One PNG file, from its header to its pixels. Owns libpng's state.
struct PNGReader: ~Copyable {
  let width: Int
  let height: Int
  let orientation: ExifOrientation
  /// Interleaved bytes for each pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  private let channels: Int
  private let isInterlaced: Bool
  private let chunks: PNGChunks
  private let seconds: Double
  private let handle: OpaquePointer

  /// About so many bytes of rows are converted and reduced at a time.
  private static let bandSize = 1 << 18

  /// Reads the header. `bytes` must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer, maximumPixels: Int, maximumSeconds: Double) throws(IngestionError) {
    // Before libpng sees the file, so that a huge picture is called that even if little else of it is there.
    chunks = PNGChunks(bytes)
    if let size = chunks.statedSize {
      try PixelLimit(maximumPixels).check(width: size.width, height: size.height)
    }
    let exif = try chunks.exifOfWholeFile()

    var header = decode_png_header()
    var failure = decode_failure()
    guard let handle = decode_png_open(bytes.baseAddress, bytes.count, maximumSeconds, &header, &failure) else {
      throw IngestionError(failure, format: .png, seconds: maximumSeconds)
    }
    (self.handle, seconds) = (handle, maximumSeconds)
    (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
    isInterlaced = header.is_interlaced
    orientation = exif.map(ExifOrientation.init(tiff:)) ?? .upright
  }

  deinit {
    decode_png_close(handle)
  }

  /// Whether the file holds red, green and blue, be they equal or not.
  var hasColor: Bool { channels >= 3 }

  /// The whole picture, as stored, at 1/`factor` of its size, each side rounded up. Only one picture can be read.
  func read(factor: Int) throws(IngestionError) -> GrayImage {
    let channels = channels
    return try read(factor: factor, planes: 1) { [GrayConversion.gray($0, channels: channels)] }[0]
  }

  /// The same as red, green and blue; `hasColor` must be true.
  func readChannels(factor: Int) throws(IngestionError) -> [GrayImage] {
    let channels = channels
    return try read(factor: factor, planes: 3) { GrayConversion.planes($0, channels: channels) }
  }

  private func read(
    factor: Int, planes: Int, convert: ([UInt8]) -> [[UInt8]]
  ) throws(IngestionError) -> [GrayImage] {
    try chunks.checkPixelBytes(width: width, height: height)
    if factor == 1, !isInterlaced {
      return convert(try samples(rows: height)).map { GrayImage(width: width, height: height, pixels: $0) }
    }
    var averages = Array(repeating: BlockAverage(width: width, height: height, factor: factor), count: planes)
    let bandRows = max(1, Self.bandSize / (width * channels))
    for pass in isInterlaced ? InterlacePass.adam7 : InterlacePass.whole {
      let rows = pass.rows(width: width, height: height)
      for first in stride(from: 0, to: rows, by: bandRows) {
        let band = convert(try samples(rows: min(bandRows, rows - first)))
        for (index, pixels) in band.enumerated() { averages[index].add(pixels, of: pass, from: first) }
      }
    }
    return averages.map(\.image)
  }

  /// The next rows as the file has them.
  private func samples(rows: Int) throws(IngestionError) -> [UInt8] {
    let size = rows * width * channels
    var failure = decode_failure()
    let samples = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = decode_png_read(handle, UInt32(rows), buffer.baseAddress, &failure) ? size : 0
    }
    guard failure.status == DECODE_OK else { throw IngestionError(failure, format: .png, seconds: seconds) }
    return samples
  }
}
