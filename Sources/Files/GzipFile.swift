import CZlib
import Platform

/// Files, inflated when they are gzip files. What is inflated has a limit: a small file may hold a thousand times its size.
package enum GzipFile {
  private static let chunkSize = 1 << 18

  /// All bytes of `path`; `unreadableFile` when there are more than `limit`. A file whose name ends in `.gz` and that is
  /// none (a web page saved under that name), or one that ends early, is an error.
  package static func read(_ path: String, limit: ByteSize) throws(FileError) -> [UInt8] {
    let bytes = try beginning(of: path, count: limit.bytes + 1)
    guard bytes.count <= limit.bytes else {
      throw .unreadableFile(
        path: path, reason: "unpacked it holds more than \(limit), which is the limit for such a file")
    }
    return bytes
  }

  /// The first `count` bytes, or all where there are no more.
  package static func beginning(of path: String, count: Int) throws(FileError) -> [UInt8] {
    // zlib closes its own descriptor.
    let input = try InputFile(FilePath(path))
    guard let file = gzdopen(fcntl(input.descriptor, F_DUPFD_CLOEXEC, 0), "rb") else {
      throw .unreadable(path)
    }
    defer { gzclose(file) }
    gzbuffer(file, UInt32(chunkSize))
    let bytes = try inflate(file, count: count, path: path)
    if path.hasSuffix(".gz"), gzdirect(file) == 1 {
      throw .notGzip(path: path, looksLikeHTML: looksLikeHTML(bytes))
    }
    return bytes
  }

  private static func inflate(_ file: gzFile, count: Int, path: String) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(chunkSize, count))
    while bytes.count < count {
      let length = Int(gzread(file, &chunk, UInt32(min(chunk.count, count - bytes.count))))
      var status = Z_OK
      _ = gzerror(file, &status)
      // A stream that ends early gives its bytes and Z_BUF_ERROR, which gzread alone would hide.
      guard length >= 0, status == Z_OK || status == Z_STREAM_END else {
        if status == Z_ERRNO { throw .unreadable(path) }
        throw .damagedGzip(path: path)
      }
      if length == 0 { break }
      bytes.append(contentsOf: chunk[..<length])
    }
    return bytes
  }

  private static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(256).drop { $0 <= UInt8(ascii: " ") }
    return start.first == UInt8(ascii: "<")
  }
}
