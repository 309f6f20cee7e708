import DigitRecognition
import ImageIngestion
import Imaging

/// What one picture holds, read as a number. `NumberPolicy` says how far to trust it.
public enum NumberResult: Equatable, Sendable {
  case number(NumberAnswer)
  case blank(BlankReason)
  case failed(Unreadable)
}

extension NumberResult {
  /// nil unless there is a number.
  package var number: NumberAnswer? {
    guard case .number(let answer) = self else { return nil }
    return answer
  }
}

/// A number that was read.
public struct NumberAnswer: Equatable, Sendable {
  /// As written, with leading zeros and separators: "1.250,50". Lines of digits are joined by one space.
  public var text: String
  /// The number itself, for example "1250.50"; nil where the separators leave it open.
  public var value: String?
  /// The probability that `text` is right, 0 … 1.
  public var confidence: Float
  /// The signs of `text`, without the spaces between lines.
  public var characters: [ReadCharacter]
  /// Other readings, the likeliest first, without `text`.
  public var alternatives: [Alternative]
  /// What speaks against the answer, the weightiest first.
  public var doubts: [NumberDoubt]
  /// What stands beside the answer without making it doubtful, such as ink that was left out.
  public var remarks: [NumberRemark]
  /// Lines of digits in the picture.
  public var lineCount: Int
  /// Whether a second reader, digit by digit, was asked and agrees; nil where it was not asked.
  public var isConfirmed: Bool?
  /// Whether a pattern, check digit or list was given, and the answer fits it by more than chance.
  public var isConstrained: Bool

  /// A reading that was not chosen.
  public struct Alternative: Equatable, Sendable {
    public var text: String
    /// Its probability, 0 … 1.
    public var confidence: Float

    public init(text: String, confidence: Float) { (self.text, self.confidence) = (text, confidence) }
  }

  /// Takes what the readers found; without doubts or remarks.
  public init(text: String, value: String?, confidence: Float, characters: [ReadCharacter]) {
    (self.text, self.value, self.confidence, self.characters) = (text, value, confidence, characters)
    (alternatives, doubts, remarks) = ([], [], [])
    (lineCount, isConfirmed, isConstrained) = (1, nil, false)
  }
}

/// One sign of a number.
public struct ReadCharacter: Equatable, Sendable {
  /// A digit or a separator.
  public var character: Character
  /// The probability that the sign is right, 0 … 1.
  public var confidence: Float
  /// In pixels of the file's picture, upright.
  public var box: PixelBox

  public init(_ character: Character, confidence: Float, box: PixelBox) {
    (self.character, self.confidence, self.box) = (character, confidence, box)
  }
}

/// A reason to look at a number.
public enum NumberDoubt: Equatable, Sendable {
  /// Several lines of digits, so many.
  case lines(Int)
  /// Nothing that fits the rules is likely; the best reading without them, which stands in the row, is `text`. `rule` is
  /// the one that is broken: "pattern", "length", "check digit" or "range".
  case noFit(rule: String, text: String)
  /// The check digit of the likeliest reading does not fit, and another reading was taken.
  case checkDigitMended
  /// The likeliest reading lies outside the range, and another reading was taken.
  case rangeMended
  /// The value is not in the list; `nearest` is the likeliest that is, empty where none can be told.
  case notInList(nearest: String)
  /// The second reader, digit by digit, reads something else.
  case readersDisagree(other: String)
  /// A digit reaches the edge of the picture.
  case cutOff
  /// The strip may not hold all of the number.
  case inkLeftOut
  case faintInk
  /// There is a digit, but nothing that looks like a line with a number.
  case noLine
  /// Looked at as one digit, the picture is doubtful for this reason.
  case doubtfulDigit(String)
}

/// Something that is told beside an answer.
public enum NumberRemark: Equatable, Sendable {
  /// Ink that is no digit was passed over, such as a currency mark.
  case junkDropped
  /// A mark may stand before thousands or before decimals, so that there is no value.
  case severalValues
}
