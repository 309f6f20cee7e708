import CZlib

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole files, inflated when their name ends in `.gz`.
enum GzipFile {
  private static let chunkSize = 1 << 18
  /// Twice the largest file of EMNIST. A small gzip file may hold a thousand times its size.
  static let maximumSize = 1 << 30

  /// The bytes of `path`, inflated when the name ends in `.gz`. A gzip file that is no gzip file (a web page saved
  /// under that name) or that ends early is an error.
  static func read(_ path: String) throws(RecognitionError) -> [UInt8] {
    // zlib closes its own descriptor.
    let input = try InputFile(FilePath(path))
    guard let file = gzdopen(fcntl(input.descriptor, F_DUPFD_CLOEXEC, 0), "rb") else {
      throw .unreadable(path)
    }
    defer { gzclose(file) }
    gzbuffer(file, UInt32(chunkSize))
    let bytes = try inflateAll(file, path: path)
    if path.hasSuffix(".gz"), gzdirect(file) == 1 {
      throw .notGzip(path: path, looksLikeHTML: looksLikeHTML(bytes))
    }
    return bytes
  }

  private static func inflateAll(_ file: gzFile, path: String) throws(RecognitionError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = Int(gzread(file, &chunk, UInt32(chunkSize)))
      var status = Z_OK
      _ = gzerror(file, &status)
      // A stream that ends early gives its bytes and Z_BUF_ERROR, which gzread alone would hide.
      guard count >= 0, status == Z_OK || status == Z_STREAM_END else {
        if status == Z_ERRNO { throw .unreadable(path) }
        throw .damagedGzip(path: path)
      }
      if count == 0 { return bytes }
      guard bytes.count + count <= maximumSize else {
        throw .unreadableFile(path: path, reason: "it holds more than 1 GB")
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(256).drop { $0 <= UInt8(ascii: " ") }
    return start.first == UInt8(ascii: "<")
  }
}
