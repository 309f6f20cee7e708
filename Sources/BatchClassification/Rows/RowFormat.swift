import Files
import Imaging

/// The form of a table of rows, and how its fields are written.
public enum RowFormat: String, Sendable, CaseIterable {
  case csv, jsonl
  /// CSV that Excel opens right where numbers are written 0.5: with a byte order mark.
  case excel
  /// The same where numbers are written 0,5: with semicolons between fields, too.
  case excelSemicolon = "excel-semicolon"

  private var separator: String { self == .excelSemicolon ? ";" : "," }
  private var decimalSign: String { self == .excelSemicolon ? "," : "." }
  private var isForExcel: Bool { self == .excel || self == .excelSemicolon }
  /// Excel takes a file without it for one in the system's old character set.
  private var byteOrderMark: String { isForExcel ? "\u{FEFF}" : "" }

  /// What comes before the first row: the names of the columns, which are in every row of JSON.
  func header(_ columns: [String]) -> String {
    self == .jsonl ? "" : byteOrderMark + line(columns)
  }

  /// A row of a CSV with its line end, of fields that are written already.
  func line(_ fields: [String]) -> String { fields.joined(separator: separator) + "\n" }

  /// RFC 4180: quotes around a field that needs them, and quotes in it doubled.
  func quoted(_ field: String) -> String {
    let special: Set<UInt8> = Set("\"\r\n\(separator)".utf8)
    guard field.utf8.contains(where: special.contains) else { return field }
    // By bytes: a quote with a combining accent is one Character, and would not be found.
    let quote = UInt8(ascii: "\"")
    let doubled = field.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
  }

  /// The path of a file. A name that a spreadsheet would take for a formula is written with its folder.
  func name(_ path: FilePath) -> String {
    let name = path.text
    guard let first = name.utf8.first, "=+-@\t\r".utf8.contains(first) else { return quoted(name) }
    return quoted("./" + name)
  }

  /// A number, or several with spaces between them, written with a point.
  func number(_ text: String) -> String {
    decimalSign == "." ? text : text.replacing(".", with: decimalSign)
  }

  /// The signs of a number that shall stay as they are. Excel would make 7 of `007`, and a date of `3/4`; of a formula whose
  /// value is a text, it makes that text.
  func verbatim(_ text: String) -> String {
    isForExcel && !text.isEmpty ? quoted("=\"\(text)\"") : quoted(text)
  }

  /// A row of JSON lines with its line end; the values are JSON already.
  static func object(_ members: [(name: String, value: String)]) -> String {
    "{" + members.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}\n"
  }
}

extension PixelBox {
  /// x, y, width and height as a JSON array.
  var json: String { "[\(x),\(y),\(width),\(height)]" }
  /// The same numbers in a field of a CSV.
  var words: String { "\(x) \(y) \(width) \(height)" }
}
