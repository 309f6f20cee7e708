import DigitRecognition
import Files
import ImageIngestion
import Imaging

/// Rows of digits as text, in the columns that scripts of users depend on.
public struct RowFormatter: Sendable, Equatable {
  /// The form of the table.
  public var format: RowFormat
  /// Whether to give the probability of every digit.
  public var includesProbabilities: Bool
  /// Whether to tell where the digit was found and how.
  public var includesExplanation: Bool
  /// Decides what is to be reviewed.
  public var policy: ReviewPolicy

  /// Makes a formatter; without arguments, that of `digits classify` without options.
  public init(
    format: RowFormat = .csv, includesProbabilities: Bool = false, includesExplanation: Bool = false,
    policy: ReviewPolicy = ReviewPolicy()
  ) {
    self.format = format
    self.includesProbabilities = includesProbabilities
    self.includesExplanation = includesExplanation
    self.policy = policy
  }

  /// What comes before the first row.
  public var header: String {
    var columns = ["file", "digit", "confidence", "status", "message"]
    if includesProbabilities { columns += (0...9).map { "p\($0)" } }
    if includesExplanation { columns += Explanation.names }
    return format.header(columns)
  }

  /// The row with its line end.
  public func row(path: FilePath, result: ScanResult) -> String { makeRow(path: path, result: result).text }

  /// The row, and what is counted of it.
  func makeRow(path: FilePath, result: ScanResult) -> Row {
    let verdict = policy.verdict(of: result)
    let text = format == .jsonl ? jsonRow(path, result, verdict) : csvRow(path, result, verdict)
    switch result {
    case .digit, .blank: return Row(text, status: verdict.status)
    case .several: return Row(text, status: verdict.status, isOfSeveral: true)
    case .failed(let failure): return Row(text, status: verdict.status, cause: failure.cause)
    }
  }

  private func csvRow(_ path: FilePath, _ result: ScanResult, _ verdict: ReviewPolicy.Verdict) -> String {
    let probabilities = result.reading?.probabilities
    var fields = [format.name(path)]
    fields += [
      probabilities.map { String($0.digit) } ?? "",
      probabilities.map { format.number($0.confidence.fourDecimals) } ?? "",
    ]
    fields += [verdict.status.rawValue, format.quoted(verdict.message)]
    if includesProbabilities {
      fields +=
        probabilities?.values.map { format.number($0.fourDecimals) }
        ?? Array(repeating: "", count: Probabilities.classCount)
    }
    if includesExplanation {
      fields += Explanation(result).fields.map { $0.isNumber ? format.number($0.csv) : format.quoted($0.csv) }
    }
    return format.line(fields)
  }

  private func jsonRow(_ path: FilePath, _ result: ScanResult, _ verdict: ReviewPolicy.Verdict) -> String {
    let probabilities = result.reading?.probabilities
    var members = [
      ("file", JSONText.string(path.text)), ("digit", probabilities.map { String($0.digit) } ?? "null"),
      ("confidence", probabilities?.confidence.fourDecimals ?? "null"), ("status", "\"\(verdict.status.rawValue)\""),
      ("message", verdict.message.isEmpty ? "null" : JSONText.string(verdict.message)),
      ("digits", RowFormatter.json(result.digits)),
    ]
    if includesProbabilities {
      members.append(("probabilities", probabilities.map { RowFormatter.json($0) } ?? "null"))
    }
    if includesExplanation { members += zip(Explanation.names, Explanation(result).fields.map(\.json)) }
    return RowFormat.object(members)
  }
}

extension RowFormatter {
  /// Where each digit lies, and what it was taken for.
  package static func json(_ digits: [PlacedDigit]) -> String {
    let objects = digits.map { digit in
      "{\"digit\":\(digit.probabilities.digit),\"confidence\":\(digit.probabilities.confidence.fourDecimals),"
        + "\"box\":\(digit.box.json)}"
    }
    return "[" + objects.joined(separator: ",") + "]"
  }

  /// The ten digits' probabilities.
  package static func json(_ probabilities: Probabilities) -> String {
    "[" + probabilities.values.map(\.fourDecimals).joined(separator: ",") + "]"
  }
}
