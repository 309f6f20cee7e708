import DigitRecognition
import NumberReading

/// Reads numbers for a contact sheet.
struct NumberEntries {
  private let reader: NumberReader
  private let policy = NumberPolicy()

  init(_ settings: NumberReader.Settings) { reader = NumberReader(settings) }

  func entry(for input: ClassificationInput) throws -> ContactSheetEntry {
    let analysis = try reader.analyze(input)
    let verdict = policy.verdict(of: analysis.result)
    var entry = ContactSheetEntry(
      number: analysis.picture, boxes: analysis.boxes, strips: analysis.strips, name: input.path.text,
      answer: verdict.status.rawValue, note: verdict.message, standing: ContactSheetEntry.Standing(verdict.status))
    if let answer = analysis.result.number {
      entry.answer = "\(answer.text)  \(answer.confidence.fourDecimals)  \(verdict.status.rawValue)"
      if verdict.message.isEmpty, let value = answer.value, value != answer.text { entry.note = "value \(value)" }
    }
    return entry
  }
}
