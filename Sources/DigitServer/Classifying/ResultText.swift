import BatchClassification
import DigitRecognition
import Files
import Imaging

/// A result as JSON, by hand: it is made for every request.
struct ResultText: Sendable {
  package let formatter: RowFormatter

  /// An object; with `file` where there is a name.
  package func object(_ result: ScanResult, name: FilePath?, query: RequestQuery) -> String {
    let verdict = formatter.policy.verdict(of: result)
    let probabilities = result.reading?.probabilities
    var text = "{"
    text.reserveCapacity(320)
    if let name { text += "\"file\":\(JSONText.string(name.text))," }
    text += "\"digit\":\(probabilities.map { String($0.digit) } ?? "null")"
    text += ",\"confidence\":\(probabilities?.confidence.fourDecimals ?? "null")"
    text += ",\"status\":\"\(verdict.status.rawValue)\""
    text += ",\"message\":\(JSONText.string(verdict.message))"
    text += ",\"probabilities\":\(probabilities.map { RowFormatter.json($0) } ?? "null")"
    text += ",\"digits\":\(RowFormatter.json(result.digits))"
    if query.includesPixels { text += ",\"pixels\":\(pixels(of: result))" }
    if query.includesRow, let name { text += ",\"row\":\(JSONText.string(row(result, name)))" }
    return text + "}"
  }

  package func row(_ result: ScanResult, _ name: FilePath) -> String {
    formatter.row(path: name, result: result)
  }

  private func pixels(of result: ScanResult) -> String {
    result.reading.map { "\"\(Base64.text(of: $0.image.pixels))\"" } ?? "null"
  }
}
