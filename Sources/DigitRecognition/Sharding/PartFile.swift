#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A part that is read record by record. Holds a small buffer, however large the part.
final class PartFile {
  private static let bufferSize = 1 << 14
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")

  let path: String
  let trailer: PartTrailer
  /// A CSV: with a header, and perhaps line ends inside quotes.
  let isCSV: Bool
  private let descriptor: Int32
  /// Where the last line begins, in bytes from the start.
  private let rowsEnd: Int
  /// Of what is in the buffer.
  private var offset = 0
  private var buffer = [UInt8](repeating: 0, count: bufferSize)
  private var unread = 0..<0

  /// Throws `cannotMerge` when the file does not end as a part does.
  init(_ path: String) throws(RecognitionError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadableFile(path: path, reason: SystemError.current) }
    guard let last = PartFile.lastLine(descriptor), let trailer = PartTrailer(line: last.line) else {
      close(descriptor)
      throw .cannotMerge(.notWhole(path: path))
    }
    (self.trailer, rowsEnd) = (trailer, last.start)
    isCSV = trailer.identity["--format"] != RowFormatter.Format.jsonl.rawValue
  }

  deinit { close(descriptor) }

  /// Appends the next record with its line end to `output`; false when there is no more.
  func appendRecord(to output: inout [UInt8]) throws(RecognitionError) -> Bool {
    var isQuoted = false
    var isEmpty = true
    while true {
      if unread.isEmpty, try !fill() {
        if isEmpty { return false }
        throw damage("its last row is cut short")
      }
      isEmpty = false
      let start = unread.lowerBound
      var end = start
      while end < unread.upperBound {
        let byte = buffer[end]
        end += 1
        if byte == PartFile.quote, isCSV { isQuoted.toggle() }
        if byte == PartFile.lineFeed, !isQuoted {
          output += buffer[start..<end]
          unread = end..<unread.upperBound
          return true
        }
      }
      output += buffer[start..<end]
      unread = end..<end
    }
  }

  /// The error that says what is wrong with the rows.
  func damage(_ detail: String) -> RecognitionError {
    .cannotMerge(.damaged(path: path, detail: detail, command: trailer.command(for: trailer.shard)))
  }

  /// Reads on; false at the end of the rows.
  private func fill() throws(RecognitionError) -> Bool {
    while offset < rowsEnd {
      let count = pread(descriptor, &buffer, min(buffer.count, rowsEnd - offset), off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .unreadableFile(path: path, reason: count < 0 ? SystemError.current : "it became shorter")
      }
      offset += count
      unread = 0..<count
      return true
    }
    return false
  }

  /// The last line, without its end, and where it begins; nil when the file does not end with a line end.
  private static func lastLine(_ descriptor: Int32) -> (line: ArraySlice<UInt8>, start: Int)? {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    var length = 1 << 12
    while size > 0 {
      length = min(length, size)
      var tail = [UInt8](repeating: 0, count: length)
      guard pread(descriptor, &tail, length, off_t(size - length)) == length, tail.last == lineFeed else { return nil }
      let start = tail.dropLast().lastIndex(of: lineFeed).map { $0 + 1 }
      if let start = start ?? (length == size ? 0 : nil) { return (tail[start..<(length - 1)], size - length + start) }
      length *= 2
    }
    return nil
  }
}
