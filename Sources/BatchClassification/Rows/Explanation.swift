import DigitRecognition
import Files
import ImageIngestion
import Imaging

/// The columns that tell how a digit was found.
struct Explanation {
  /// A value as it is written in either format.
  struct Field {
    var csv: String
    var json: String
    var isNumber = false

    static let none = Field(csv: "", json: "null")

    static func text(_ text: String) -> Field { Field(csv: text, json: JSONText.string(text)) }
    static func number(_ text: String) -> Field { Field(csv: text, json: text, isNumber: true) }

    /// One box, or a list of several.
    static func box(_ boxes: [PixelBox]) -> Field {
      let json = boxes.map(\.json).joined(separator: ",")
      return Field(csv: boxes.map(\.words).joined(separator: "; "), json: boxes.count == 1 ? json : "[" + json + "]")
    }
  }

  /// `box` is x, y, width and height, and `stroke_width` the pen's width, in pixels of the file's picture, upright;
  /// `contrast` is 0 … 1; `components` counts the digit's pieces of ink; `reason` holds every doubt. Of
  /// several digits there are only the boxes.
  static let names = ["polarity", "box", "stroke_width", "contrast", "components", "reason"]

  /// One for each name.
  let fields: [Field]

  init(_ result: ScanResult) {
    switch result {
    case .digit(let reading):
      let measurements = reading.measurements
      fields = [
        .text(measurements.polarity.rawValue), .box([measurements.box]),
        .number(Double(measurements.strokeWidth).decimal(places: 1)),
        .number(Double(measurements.contrast).decimal(places: 2)), .number(String(measurements.chosenCount)),
        measurements.isPlain ? .none : .text(measurements.flags.map(\.words).joined(separator: "; ")),
      ]
    case .several(let digits):
      fields = [.none, .box(digits.map(\.box)), .none, .none, .none, .none]
    case .blank(let reason): fields = Self.only(reason.words)
    case .failed(let failure): fields = Self.only(failure.reason)
    }
  }

  private static func only(_ reason: String) -> [Field] {
    Array(repeating: .none, count: names.count - 1) + [.text(reason)]
  }
}
