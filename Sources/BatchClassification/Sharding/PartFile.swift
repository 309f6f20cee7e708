import Files

/// A part that is read record by record. Holds a small buffer, however large the part.
final class PartFile {
  private static let bufferSize = 1 << 14
  /// More than any command line that the system takes, which is in the last line.
  private static let longestLine = 1 << 24
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")

  package let path: String
  let trailer: PartTrailer
  /// A CSV: with a header, and perhaps line ends inside quotes.
  let isCSV: Bool
  private let file: InputFile
  /// Where the last line begins, in bytes from the start.
  private let rowsEnd: Int
  /// Of what is in the buffer.
  private var offset = 0
  private var buffer = [UInt8](repeating: 0, count: bufferSize)
  private var unread = 0..<0
  /// Over what was read.
  private var rows = SHA256()

  /// Throws `cannotMerge` when the file does not end as a part does.
  init(_ path: String) throws {
    self.path = path
    file = try InputFile(FilePath(path))
    guard let last = try PartFile.lastLine(file), let trailer = PartTrailer(line: last.line) else {
      throw BatchError.cannotMerge(.notWhole(path: path))
    }
    (self.trailer, rowsEnd) = (trailer, last.start)
    isCSV = trailer.identity["--format"] != RowFormat.jsonl.rawValue
  }

  /// Appends the next record with its line end to `output`; false when there is no more.
  func appendRecord(to output: inout [UInt8]) throws -> Bool {
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

  /// Throws unless the rows, read to their end, are those that were written.
  func checkRows() throws {
    while try fill() {}
    unread = 0..<0
    guard rows.hexadecimal == trailer.rows else {
      throw damage("its rows were changed after they had been written")
    }
  }

  /// The error that says what is wrong with the rows.
  func damage(_ detail: String) -> BatchError {
    .cannotMerge(.damaged(path: path, detail: detail, command: trailer.command(for: trailer.shard)))
  }

  /// Reads on; false at the end of the rows.
  private func fill() throws -> Bool {
    guard offset < rowsEnd else { return false }
    let count = try file.read(into: &buffer, limit: rowsEnd - offset, at: offset)
    guard count > 0 else { throw FileError.unreadableFile(path: path, reason: "it became shorter while it was read") }
    rows.update(buffer[..<count])
    offset += count
    unread = 0..<count
    return true
  }

  /// The last line, without its end, and where it begins; nil when the file does not end with a line end.
  private static func lastLine(
    _ file: InputFile
  ) throws -> (line: ArraySlice<UInt8>, start: Int)? {
    let size = file.size ?? 0
    var length = 1 << 12
    while size > 0, length <= 2 * longestLine {
      length = min(length, size)
      var tail = [UInt8](repeating: 0, count: length)
      let count = try file.read(into: &tail, limit: length, at: size - length)
      guard count == length, tail.last == lineFeed else { return nil }
      let start = tail.dropLast().lastIndex(of: lineFeed).map { $0 + 1 }
      if let start = start ?? (length == size ? 0 : nil) { return (tail[start..<(length - 1)], size - length + start) }
      length *= 2
    }
    return nil
  }
}
