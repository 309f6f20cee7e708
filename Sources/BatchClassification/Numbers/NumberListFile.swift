import Files
import NumberReading

/// The file of `--list`: a text with a value on each line, or a table, one column of which holds the values.
public struct NumberListFile: Sendable, Equatable {
  /// Of the file, unpacked.
  package static let maximumSize = ByteSize.megabytes(64)

  /// The file that is read.
  public let path: String
  /// The name of the column, or its number from 1; nil for a file with one column.
  public let column: String?

  /// Takes what the command line names: `ids.csv`, or `ids.csv:column`. What follows the last colon is part of the name if
  /// there is such a file.
  public init(_ argument: String) {
    let colon = argument.lastIndex(of: ":")
    guard let colon, !FileSystem.exists(argument), argument.index(after: colon) < argument.endIndex else {
      (path, column) = (argument, nil)
      return
    }
    (path, column) = (String(argument[..<colon]), String(argument[argument.index(after: colon)...]))
  }

  /// The values. Throws `unusableList` for a file that cannot be read or holds no such column, and `malformedTable`.
  public func read() throws -> NumberList {
    var reader = try CSVReader(bytes(), path: path)
    guard let first = try reader.next() else {
      throw NumberError.unusableList(path: path, detail: "is empty; write one number a line")
    }
    let place = try place(in: first)
    var texts = place.isNamed ? [] : [NumberListFile.text(first, place.index)]
    while let record = try reader.next() { texts.append(NumberListFile.text(record, place.index)) }
    return try NumberList(texts: texts, path: path)
  }

  private func bytes() throws -> [UInt8] {
    do throws(FileError) {
      return try GzipFile.read(path, limit: NumberListFile.maximumSize)
    } catch {
      guard case .unreadableFile(_, let reason, .missing) = error else {
        throw error
      }
      throw NumberError.unusableList(
        path: path, detail: "\(reason); --list takes a file with a number on each line, or FILE:COLUMN of a table")
    }
  }

  /// Where the values stand in each record, and whether the first one is a header, which is certain where it names them.
  private func place(in first: CSVReader.Record) throws(NumberError) -> (index: Int, isNamed: Bool) {
    let names = first.fields.indices.map { NumberListFile.text(first, $0) }
    guard let column else {
      guard names.count > 1 else { return (0, false) }
      throw .unusableList(
        path: path, detail: "has \(names.count) columns (\(shown(names))); name one: --list \(path):COLUMN")
    }
    if let index = names.firstIndex(where: { $0.lowercased() == column.lowercased() }) { return (index, true) }
    if let number = Int(column), names.indices.contains(number - 1) { return (number - 1, false) }
    throw .unusableList(path: path, detail: "has no column \(column); there are \(shown(names))")
  }

  /// A few names of columns.
  private func shown(_ names: [String]) -> String {
    names.prefix(8).map { String($0.prefix(40)) }.joined(separator: ", ") + (names.count > 8 ? " …" : "")
  }

  /// A field without spaces around it; `="007"`, as tables for Excel have it, is 007.
  private static func text(_ record: CSVReader.Record, _ index: Int) -> String {
    guard record.fields.indices.contains(index) else { return "" }
    let field = String(decoding: record.fields[index], as: UTF8.self)
    let text = field.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
    return String(text.starts(with: "=\"") && text.last == "\"" ? text.dropFirst(2).dropLast() : text[...])
  }
}
