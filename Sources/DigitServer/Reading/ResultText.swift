import BatchClassification
import DigitRecognition
import Files
import Imaging
import NumberReading

/// Results as JSON and as rows of the CSV.
struct ResultText: Sendable {
  package let digits: RowFormatter
  package let numbers: NumberRowFormatter

  /// What comes before the first row.
  func header(for question: ImageQuestion) -> String {
    switch question {
    case .digit: digits.header
    case .number: numbers.header
    }
  }

  func status(of result: ImageResult) -> ScanStatus {
    switch result {
    case .digit(let result): digits.policy.verdict(of: result).status
    case .number(let result): numbers.policy.verdict(of: result).status
    }
  }

  func row(_ result: ImageResult, _ name: FilePath) -> String {
    switch result {
    case .digit(let result): digits.row(path: name, result: result)
    case .number(let result): numbers.row(path: name, result: result)
    }
  }

  /// An object; with `file` where there is a name.
  package func object(_ result: ImageResult, name: FilePath?, query: RequestQuery) -> String {
    var text = "{"
    text.reserveCapacity(320)
    if let name { text += "\"file\":\(JSONText.string(name.text))," }
    switch result {
    case .digit(let result): text += members(result, query)
    case .number(let result): text += members(result, query)
    }
    if query.includesRow, let name { text += ",\"row\":\(JSONText.string(row(result, name)))" }
    return text + "}"
  }

  /// By hand: it is made for every request.
  private func members(_ result: ScanResult, _ query: RequestQuery) -> String {
    let verdict = digits.policy.verdict(of: result)
    let probabilities = result.reading?.probabilities
    var text = "\"digit\":\(probabilities.map { String($0.digit) } ?? "null")"
    text += ",\"confidence\":\(probabilities?.confidence.fourDecimals ?? "null")"
    text += ",\"status\":\"\(verdict.status.rawValue)\""
    text += ",\"message\":\(JSONText.string(verdict.message))"
    text += ",\"probabilities\":\(probabilities.map { RowFormatter.json($0) } ?? "null")"
    text += ",\"digits\":\(RowFormatter.json(result.digits))"
    return query.includesPixels ? text + ",\"pixels\":\(pixels(of: result))" : text
  }

  /// Those of `digits read --format jsonl`.
  private func members(_ result: NumberResult, _ query: RequestQuery) -> String {
    var formatter = numbers
    if case .number(let numbers) = query.question { formatter.alternatives = numbers.alternatives }
    return formatter.members(of: result).map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",")
  }

  private func pixels(of result: ScanResult) -> String {
    result.reading.map { "\"\(Base64.text(of: $0.image.pixels))\"" } ?? "null"
  }
}
