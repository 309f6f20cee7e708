import ImageIngestion

/// Rows as text, in the columns that scripts of users depend on.
public struct RowFormatter: Sendable, Equatable {
  public enum Format: String, Sendable, CaseIterable {
    case csv, jsonl
  }

  public enum Status: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    case ok, review, blank, error
  }

  public var format: Format
  /// Whether to give the probability of every digit.
  public var includesProbabilities: Bool
  /// Whether to tell where the digit was found and how.
  public var includesExplanation: Bool
  /// Below it, a digit is to be reviewed. Compared after rounding, so that what is printed decides.
  public var minimumConfidence: Double

  public init(
    format: Format = .csv, includesProbabilities: Bool = false, includesExplanation: Bool = false,
    minimumConfidence: Double = 0.8
  ) {
    self.format = format
    self.includesProbabilities = includesProbabilities
    self.includesExplanation = includesExplanation
    self.minimumConfidence = minimumConfidence
  }

  /// What comes before the first row.
  public var header: String {
    guard format == .csv else { return "" }
    var columns = ["file", "digit", "confidence", "status", "message"]
    if includesProbabilities { columns += (0...9).map { "p\($0)" } }
    if includesExplanation { columns += Explanation.names }
    return columns.joined(separator: ",") + "\n"
  }

  /// A digit that is not alone in its picture, or on which the readers do not agree, is to be reviewed however clear.
  public func status(of result: Classification) -> Status {
    switch result {
    case .digit(let probabilities, let findings, let isDisputed):
      findings.rivalCount > 0 || isDisputed || isUnsure(probabilities, findings) ? .review : .ok
    case .blank: .blank
    case .error: .error
    }
  }

  /// Where the picture itself leaves a doubt, only half of the allowed doubt about the digit is left.
  private func isUnsure(_ probabilities: Probabilities, _ findings: Findings) -> Bool {
    let least = findings.isPlain ? minimumConfidence : (1 + minimumConfidence) / 2
    return Double(RowFormatter.rounded(probabilities.confidence)) / 10_000 < least
  }

  /// Why there is no digit, or why it is to be reviewed; empty where all is well.
  package func message(of result: Classification) -> String {
    switch result {
    case .digit(let probabilities, let findings, let isDisputed):
      status(of: result) == .ok ? "" : ReviewReason.text(probabilities, findings, isDisputed: isDisputed)
    case .blank(let reason): ReviewReason.text(of: reason)
    case .error(let reason, _): reason
    }
  }

  /// The row with its line end.
  public func row(path: FilePath, result: Classification) -> String {
    switch format {
    case .csv: csvRow(path, result)
    case .jsonl: jsonRow(path, result)
    }
  }

  private func csvRow(_ path: FilePath, _ result: Classification) -> String {
    var fields = [RowFormatter.quoted(RowFormatter.harmless(path.text))]
    var columns = Array(repeating: "", count: includesProbabilities ? Probabilities.classCount : 0)
    if case .digit(let probabilities, _, _) = result {
      fields += [String(probabilities.digit), RowFormatter.decimal(probabilities.confidence)]
      if includesProbabilities { columns = probabilities.values.map(RowFormatter.decimal) }
    } else {
      fields += ["", ""]
    }
    fields += [status(of: result).rawValue, RowFormatter.quoted(message(of: result))] + columns
    if includesExplanation { fields += Explanation(result).fields.map { RowFormatter.quoted($0.csv) } }
    return fields.joined(separator: ",") + "\n"
  }

  private func jsonRow(_ path: FilePath, _ result: Classification) -> String {
    var (digit, confidence, values) = ("null", "null", "null")
    if case .digit(let probabilities, _, _) = result {
      digit = String(probabilities.digit)
      confidence = RowFormatter.decimal(probabilities.confidence)
      values = "[" + probabilities.values.map(RowFormatter.decimal).joined(separator: ",") + "]"
    }
    let message = message(of: result)
    var members = [
      ("file", RowFormatter.jsonString(path.text)), ("digit", digit), ("confidence", confidence),
      ("status", "\"\(status(of: result).rawValue)\""),
      ("message", message.isEmpty ? "null" : RowFormatter.jsonString(message)),
    ]
    if includesProbabilities { members.append(("probabilities", values)) }
    if includesExplanation { members += zip(Explanation.names, Explanation(result).fields.map(\.json)) }
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}\n"
  }
}

extension RowFormatter {
  /// Ten-thousandths.
  private static func rounded(_ probability: Float) -> Int {
    Int((Double(probability) * 10_000).rounded())
  }

  /// Four decimals, without a locale.
  package static func decimal(_ probability: Float) -> String {
    let value = rounded(probability)
    let digits = String(value % 10_000)
    return String(value / 10_000) + "." + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// RFC 4180: quotes around a field that needs them, and quotes in it doubled.
  static func quoted(_ field: String) -> String {
    let special: Set<UInt8> = Set(",\"\r\n".utf8)
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
