import DigitRecognition
import Foundation
import Imaging

/// A result as JSON, by hand: it is made for every request.
struct ResultText: Sendable {
  let formatter: RowFormatter

  /// An object; with `file` where there is a name.
  func object(_ seen: SeenClassification, name: FilePath?, query: RequestQuery) -> String {
    var (digit, confidence, probabilities) = ("null", "null", "null")
    if case .digit(let answer, _, _) = seen.result {
      digit = String(answer.digit)
      confidence = RowFormatter.decimal(answer.confidence)
      probabilities = "[" + answer.values.map(RowFormatter.decimal).joined(separator: ",") + "]"
    }
    var text = "{"
    text.reserveCapacity(256)
    if let name { text += "\"file\":\(RowFormatter.jsonString(name.text))," }
    text += "\"digit\":\(digit),\"confidence\":\(confidence)"
    text += ",\"status\":\"\(formatter.status(of: seen.result).rawValue)\""
    text += ",\"message\":\(RowFormatter.jsonString(formatter.message(of: seen.result)))"
    text += ",\"probabilities\":\(probabilities)"
    if query.includesPixels { text += ",\"pixels\":\(pixels(of: seen))" }
    if query.includesRow, let name { text += ",\"row\":\(RowFormatter.jsonString(row(seen, name)))" }
    return text + "}"
  }

  func row(_ seen: SeenClassification, _ name: FilePath) -> String {
    formatter.row(path: name, result: seen.result)
  }

  private func pixels(of seen: SeenClassification) -> String {
    guard case .digit = seen.result, let digit = seen.digit else { return "null" }
    return "\"\(Data(digit.pixels).base64EncodedString())\""
  }
}
