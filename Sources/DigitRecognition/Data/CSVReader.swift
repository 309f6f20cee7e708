/// Comma-separated values as RFC 4180 describes them: quoted fields may hold commas, line breaks and doubled quotes.
package enum CSVReader {
  package struct Record: Equatable {
    /// Counting from 1, where the record begins.
    package var line: Int
    package var fields: [[UInt8]]

    package init(line: Int, fields: [[UInt8]]) {
      (self.line, self.fields) = (line, fields)
    }
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The records of `bytes`, lines ended by LF or CRLF; empty lines are left out. `path` is for the error message.
  package static func records(_ bytes: [UInt8], path: String) throws(RecognitionError) -> [Record] {
    var records: [Record] = []
    var rest = bytes.starts(with: byteOrderMark) ? bytes[3...] : bytes[...]
    var line = 1
    while !rest.isEmpty {
      var record = Record(line: line, fields: [])
      repeat {
        record.fields.append(try field(&rest, line: &line, path: path))
      } while consume(comma, from: &rest)
      _ = consume(carriageReturn, from: &rest)
      guard consume(lineFeed, from: &rest) || rest.isEmpty else {
        throw .malformedTable(path: path, line: line, detail: "text after a closing quote")
      }
      line += 1
      if record.fields != [[]] { records.append(record) }
    }
    return records
  }

  private static func field(
    _ rest: inout ArraySlice<UInt8>,
    line: inout Int,
    path: String
  ) throws(RecognitionError) -> [UInt8] {
    guard consume(quote, from: &rest) else {
      var plain = rest.prefix { $0 != comma && $0 != lineFeed }
      rest = rest[plain.endIndex...]
      if rest.first != comma, plain.last == carriageReturn { plain.removeLast() }
      return Array(plain)
    }
    let opening = line
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote, !consume(quote, from: &rest) { return value }
      if byte == lineFeed { line += 1 }
      value.append(byte)
    }
    throw .malformedTable(path: path, line: opening, detail: "a quote is opened and never closed")
  }

  private static func consume(_ byte: UInt8, from rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }
}
