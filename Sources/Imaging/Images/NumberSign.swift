/// A sign of a number as it is written by hand: what the string network tells apart in a strip, column by column.
public enum NumberSign: UInt8, Sendable, CaseIterable {
  case zero, one, two, three, four, five, six, seven, eight, nine
  case point, comma, minus, slash, colon
  /// Ink that is no part of the number: a currency mark, a letter, a crossed-out digit, print.
  case junk

  /// The label of a column that no sign claims, and how many labels there are with it.
  public static let blankLabel = 16
  /// The labels of signs, then `blankLabel`.
  public static let labelCount = 17

  /// The sign of `digit`, 0 … 9; nil for other numbers.
  public init?(digit: Int) {
    guard 0...9 ~= digit else { return nil }
    self.init(rawValue: UInt8(digit))
  }

  /// 0 … 9; nil where the sign is no digit.
  public var digit: Int? { rawValue < 10 ? Int(rawValue) : nil }

  /// The sign as text; nil for junk.
  public var character: Character? {
    switch self {
    case .point: "."
    case .comma: ","
    case .minus: "-"
    case .slash: "/"
    case .colon: ":"
    case .junk: nil
    default: digit.flatMap { "\($0)".first }
    }
  }

  /// The sign that `character` stands for; nil where there is none.
  public init?(_ character: Character) {
    guard let sign = NumberSign.allCases.first(where: { $0.character == character }) else { return nil }
    self = sign
  }
}
