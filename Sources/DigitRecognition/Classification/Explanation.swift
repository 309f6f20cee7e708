import ImageIngestion

/// The columns that tell how a digit was found.
struct Explanation {
  /// A value as it is written in either format.
  struct Field {
    var csv: String
    var json: String

    static let none = Field(csv: "", json: "null")

    static func text(_ text: String) -> Field { Field(csv: text, json: RowFormatter.jsonString(text)) }
    static func number(_ text: String) -> Field { Field(csv: text, json: text) }
  }

  /// `box` is x, y, width and height, and `stroke_width` the pen's width, in pixels of the file's picture, upright;
  /// `contrast` is 0 … 1; `components` counts the digit's pieces of ink; `reason` holds every doubt.
  static let names = ["polarity", "box", "stroke_width", "contrast", "components", "reason"]

  /// One for each name.
  let fields: [Field]

  init(_ result: Classification) {
    switch result {
    case .digit(_, let findings, _):
      let box = [findings.box.x, findings.box.y, findings.box.width, findings.box.height].map(String.init)
      fields = [
        .text(findings.polarity.rawValue),
        Field(csv: box.joined(separator: " "), json: "[" + box.joined(separator: ",") + "]"),
        .number(Double(findings.strokeWidth).decimal(places: 1)),
        .number(Double(findings.contrast).decimal(places: 2)), .number(String(findings.chosenCount)),
        findings.isPlain ? .none : .text(findings.doubts.map(ReviewReason.text).joined(separator: "; ")),
      ]
    case .blank(let reason):
      fields = Array(repeating: .none, count: Self.names.count - 1) + [.text(ReviewReason.text(of: reason))]
    case .error(let reason, _):
      fields = Array(repeating: .none, count: Self.names.count - 1) + [.text(reason)]
    }
  }
}
