import DigitRecognition
import Files
import ImageIngestion
import Imaging

/// Rows as text, in the columns that scripts of users depend on.
public struct RowFormatter: Sendable, Equatable {
  /// The form of the table.
  public enum Format: String, Sendable, CaseIterable {
    case csv, jsonl
    /// CSV that Excel opens right where numbers are written 0.5: with a byte order mark.
    case excel
    /// The same where numbers are written 0,5: with semicolons between fields, too.
    case excelSemicolon = "excel-semicolon"

    var separator: String { self == .excelSemicolon ? ";" : "," }
    fileprivate var decimalSign: String { self == .excelSemicolon ? "," : "." }
    /// Excel takes a file without it for one in the system's old character set.
    fileprivate var byteOrderMark: String { self == .excel || self == .excelSemicolon ? "\u{FEFF}" : "" }
  }

  /// The form of the table.
  public var format: Format
  /// Whether to give the probability of every digit.
  public var includesProbabilities: Bool
  /// Whether to tell where the digit was found and how.
  public var includesExplanation: Bool
  /// Decides what is to be reviewed.
  public var policy: ReviewPolicy

  /// Makes a formatter; without arguments, that of `digits classify` without options.
  public init(
    format: Format = .csv, includesProbabilities: Bool = false, includesExplanation: Bool = false,
    policy: ReviewPolicy = ReviewPolicy()
  ) {
    self.format = format
    self.includesProbabilities = includesProbabilities
    self.includesExplanation = includesExplanation
    self.policy = policy
  }

  /// What comes before the first row.
  public var header: String {
    guard format != .jsonl else { return "" }
    var columns = ["file", "digit", "confidence", "status", "message"]
    if includesProbabilities { columns += (0...9).map { "p\($0)" } }
    if includesExplanation { columns += Explanation.names }
    return format.byteOrderMark + columns.joined(separator: format.separator) + "\n"
  }

  /// The row with its line end.
  public func row(path: FilePath, result: ScanResult) -> String {
    switch format {
    case .csv, .excel, .excelSemicolon: csvRow(path, result)
    case .jsonl: jsonRow(path, result)
    }
  }

  private func csvRow(_ path: FilePath, _ result: ScanResult) -> String {
    let verdict = policy.verdict(of: result)
    let probabilities = result.reading?.probabilities
    var fields = [quoted(RowFormatter.harmless(path.text))]
    fields += [
      probabilities.map { String($0.digit) } ?? "", probabilities.map { number($0.confidence.fourDecimals) } ?? "",
    ]
    fields += [verdict.status.rawValue, quoted(verdict.message)]
    if includesProbabilities {
      fields +=
        probabilities?.values.map { number($0.fourDecimals) } ?? Array(repeating: "", count: Probabilities.classCount)
    }
    if includesExplanation {
      fields += Explanation(result).fields.map { $0.isNumber ? number($0.csv) : quoted($0.csv) }
    }
    return fields.joined(separator: format.separator) + "\n"
  }

  private func number(_ text: String) -> String {
    format.decimalSign == "." ? text : text.replacing(".", with: format.decimalSign)
  }

  private func jsonRow(_ path: FilePath, _ result: ScanResult) -> String {
    let verdict = policy.verdict(of: result)
    let probabilities = result.reading?.probabilities
    var members = [
      ("file", RowFormatter.jsonString(path.text)), ("digit", probabilities.map { String($0.digit) } ?? "null"),
      ("confidence", probabilities?.confidence.fourDecimals ?? "null"), ("status", "\"\(verdict.status.rawValue)\""),
      ("message", verdict.message.isEmpty ? "null" : RowFormatter.jsonString(verdict.message)),
      ("digits", RowFormatter.json(result.digits)),
    ]
    if includesProbabilities {
      members.append(("probabilities", probabilities.map { RowFormatter.json($0) } ?? "null"))
    }
    if includesExplanation { members += zip(Explanation.names, Explanation(result).fields.map(\.json)) }
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}\n"
  }
}

extension RowFormatter {
  /// Where each digit lies, and what it was taken for.
  package static func json(_ digits: [PlacedDigit]) -> String {
    let objects = digits.map { digit in
      "{\"digit\":\(digit.probabilities.digit),\"confidence\":\(digit.probabilities.confidence.fourDecimals),"
        + "\"box\":\(json(digit.box))}"
    }
    return "[" + objects.joined(separator: ",") + "]"
  }

  /// The ten digits' probabilities.
  package static func json(_ probabilities: Probabilities) -> String {
    "[" + probabilities.values.map(\.fourDecimals).joined(separator: ",") + "]"
  }

  static func json(_ box: PixelBox) -> String { "[\(box.x),\(box.y),\(box.width),\(box.height)]" }

  /// RFC 4180: quotes around a field that needs them, and quotes in it doubled.
  private func quoted(_ field: String) -> String {
    let special: Set<UInt8> = Set("\"\r\n\(format.separator)".utf8)
    guard field.utf8.contains(where: special.contains) else { return field }
    // By bytes: a quote with a combining accent is one Character, and would not be found.
    let quote = UInt8(ascii: "\"")
    let doubled = field.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
  }

  /// A name that a spreadsheet would take for a formula, written with its folder.
  static func harmless(_ name: String) -> String {
    guard let first = name.utf8.first, "=+-@\t\r".utf8.contains(first) else { return name }
    return "./" + name
  }

  /// A JSON string, in its quotes.
  package static func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        result += (scalar.value < 0x10 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
