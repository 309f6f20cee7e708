/// Reads a table record by record, as RFC 4180 describes it and as people have it: quoted fields may hold separators,
/// line breaks and doubled quotes; lines end with LF, CRLF or CR; separators are commas, semicolons or tabs, told from
/// the first line; the text is UTF-8 or UTF-16.
package struct CSVReader {
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
  private static let space = UInt8(ascii: " ")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let separatorNames = [comma: "commas", UInt8(ascii: ";"): "semicolons", UInt8(ascii: "\t"): "tabs"]

  /// What is not as RFC 4180 and UTF-8 have it, for people: for example "semicolons" and "UTF-16".
  package let peculiarities: [String]
  private let path: String
  private let separator: UInt8
  private var rest: ArraySlice<UInt8>
  private var line = 1

  /// Over the bytes of a file; `path` is for error messages. Throws `malformedTable` for damaged UTF-16.
  package init(_ bytes: [UInt8], path: String) throws(FileError) {
    let text = try TableText(bytes, path: path)
    (self.path, rest) = (path, text.bytes)
    separator = CSVReader.separator(of: rest)
    let name = separator == CSVReader.comma ? nil : CSVReader.separatorNames[separator]
    peculiarities = [name, text.isUTF16 ? "UTF-16" : nil].compactMap { $0 }
    skipExcelHint()
  }

  /// The next record, empty lines left out; nil at the end.
  package mutating func next() throws(FileError) -> Record? {
    while !rest.isEmpty {
      var record = Record(line: line, fields: [])
      repeat {
        record.fields.append(try field())
      } while consume(separator)
      _ = consume(CSVReader.carriageReturn)
      guard consume(CSVReader.lineFeed) || rest.isEmpty else {
        throw .malformedTable(
          path: path, line: line, detail: "text after a closing quote; double the quotes within a field")
      }
      line += 1
      if record.fields != [[]] { return record }
    }
    return nil
  }

  /// All that are left.
  package mutating func records() throws(FileError) -> [Record] {
    var records: [Record] = []
    while let record = try next() { records.append(record) }
    return records
  }

  private mutating func field() throws(FileError) -> [UInt8] {
    guard let start = quotedStart else {
      var plain = rest.prefix { $0 != separator && $0 != CSVReader.lineFeed }
      rest = rest[plain.endIndex...]
      if rest.first != separator, plain.last == CSVReader.carriageReturn { plain.removeLast() }
      return Array(plain)
    }
    rest = rest[start...]
    let opening = line
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == CSVReader.quote, !consume(CSVReader.quote) {
        rest = rest.drop { $0 == CSVReader.space }
        return value
      }
      if byte == CSVReader.lineFeed { line += 1 }
      value.append(byte)
    }
    throw .malformedTable(path: path, line: opening, detail: "a quote is opened and never closed; add the closing one")
  }

  /// Behind the quote with which the field begins, perhaps after spaces; nil for a field without.
  private var quotedStart: Int? {
    let field = rest.drop { $0 == CSVReader.space }
    return field.first == CSVReader.quote ? field.startIndex + 1 : nil
  }

  private mutating func consume(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  /// The one that occurs most often in the first line that is not empty, outside quotes.
  private static func separator(of text: ArraySlice<UInt8>) -> UInt8 {
    let lineEnds = [lineFeed, carriageReturn]
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text.drop(while: lineEnds.contains) {
      if lineEnds.contains(byte), !isQuoted { break }
      if byte == quote { isQuoted.toggle() }
      if separatorNames[byte] != nil, !isQuoted { counts[byte, default: 0] += 1 }
    }
    let most = counts.values.max() ?? 0
    return [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")].first { counts[$0] == most } ?? comma
  }

  /// A first line such as `sep=;` tells Excel the separator, which has been told from that line too.
  private mutating func skipExcelHint() {
    let first = rest.prefix { $0 != CSVReader.lineFeed && $0 != CSVReader.carriageReturn }
    guard first.count == 5, first.starts(with: "sep=".utf8), first.last == separator else { return }
    rest = rest[first.endIndex...]
    _ = consume(CSVReader.carriageReturn)
    if consume(CSVReader.lineFeed) { line += 1 }
  }
}
