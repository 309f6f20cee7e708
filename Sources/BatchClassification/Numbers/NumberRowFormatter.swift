import DigitRecognition
import Files
import NumberReading

/// Rows of numbers as text: the columns `file,text,value,confidence,status,message`, and behind them those of the options.
///
/// A table has the same columns in every row, however long its numbers are. A minus in front of a text is that of a number:
/// what a spreadsheet makes of digits and separators does no harm, so a text stays as it was read.
public struct NumberRowFormatter: Sendable, Equatable {
  /// The form of the table.
  public var format: RowFormat
  /// How many other readings are told, in the columns `text2`, `confidence2` and so on; in JSON lines, in a list.
  public var alternatives: Int
  /// Whether to give the confidence and the box of every sign, in the columns `character_confidences` and
  /// `character_boxes`: as many as `text` has signs, the spaces between lines left out. JSON lines always have them.
  public var includesCharacters: Bool
  /// Decides what is to be reviewed.
  public var policy: NumberPolicy

  /// Makes a formatter; without arguments, that of `digits read` without options.
  public init(
    format: RowFormat = .csv, alternatives: Int = 0, includesCharacters: Bool = false,
    policy: NumberPolicy = NumberPolicy()
  ) {
    (self.format, self.alternatives) = (format, alternatives)
    (self.includesCharacters, self.policy) = (includesCharacters, policy)
  }

  /// What comes before the first row.
  public var header: String {
    var columns = ["file", "text", "value", "confidence", "status", "message"]
    for number in 0..<alternatives { columns += ["text\(number + 2)", "confidence\(number + 2)"] }
    if includesCharacters { columns += ["character_confidences", "character_boxes"] }
    return format.header(columns)
  }

  /// The row with its line end.
  public func row(path: FilePath, result: NumberResult) -> String { makeRow(path: path, result: result).text }

  /// The row, and what is counted of it.
  func makeRow(path: FilePath, result: NumberResult) -> Row {
    let verdict = policy.verdict(of: result)
    let text = format == .jsonl ? jsonRow(path, result) : csvRow(path, result.number, verdict)
    guard case .failed(let failure) = result else { return Row(text, status: verdict.status) }
    return Row(text, status: verdict.status, cause: failure.cause)
  }

  private func csvRow(_ path: FilePath, _ answer: NumberAnswer?, _ verdict: ReviewPolicy.Verdict) -> String {
    var fields = [
      format.name(path), format.verbatim(answer?.text ?? ""), format.quoted(format.number(answer?.value ?? "")),
      answer.map { format.number($0.confidence.fourDecimals) } ?? "", verdict.status.rawValue,
      format.quoted(verdict.message),
    ]
    for number in 0..<alternatives {
      let other = answer?.alternatives.dropFirst(number).first
      fields += [
        format.verbatim(other?.text ?? ""), other.map { format.number($0.confidence.fourDecimals) } ?? "",
      ]
    }
    if includesCharacters {
      let characters = answer?.characters ?? []
      fields += [
        characters.map { format.number($0.confidence.fourDecimals) }.joined(separator: " "),
        format.quoted(characters.map(\.box.words).joined(separator: "; ")),
      ]
    }
    return format.line(fields)
  }

  private func jsonRow(_ path: FilePath, _ result: NumberResult) -> String {
    RowFormat.object([("file", JSONText.string(path.text))] + members(of: result))
  }

  /// The members of a result's JSON object, all but `file`; the values are JSON already.
  package func members(of result: NumberResult) -> [(name: String, value: String)] {
    let (answer, verdict) = (result.number, policy.verdict(of: result))
    let others = answer?.alternatives.prefix(alternatives) ?? []
    return [
      ("text", answer.map { JSONText.string($0.text) } ?? "null"),
      ("value", (answer?.value).map(JSONText.string) ?? "null"),
      ("confidence", answer?.confidence.fourDecimals ?? "null"), ("status", "\"\(verdict.status.rawValue)\""),
      ("message", verdict.message.isEmpty ? "null" : JSONText.string(verdict.message)),
      ("lines", String(answer?.lineCount ?? 0)),
      ("characters", "[" + (answer?.characters ?? []).map(\.json).joined(separator: ",") + "]"),
      ("alternatives", "[" + others.map(\.json).joined(separator: ",") + "]"),
    ]
  }
}

extension ReadCharacter {
  fileprivate var json: String {
    "{\"text\":\(JSONText.string(String(character))),\"confidence\":\(confidence.fourDecimals),\"box\":\(box.json)}"
  }
}

extension NumberAnswer.Alternative {
  fileprivate var json: String { "{\"text\":\(JSONText.string(text)),\"confidence\":\(confidence.fourDecimals)}" }
}
