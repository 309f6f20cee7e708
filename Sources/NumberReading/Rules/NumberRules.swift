/// What is known of the numbers before they are read. Rules enter the search for the likeliest reading.
public struct NumberRules: Sendable, Equatable {
  /// Which signs a number may hold.
  public enum Alphabet: String, Sendable, CaseIterable {
    case digits
    /// Digits, point, comma and minus.
    case decimal
    /// Digits, point, slash, minus and colon.
    case date
  }

  /// Which sign stands before the decimals.
  public enum DecimalMark: String, Sendable, CaseIterable {
    case auto
    case point = "."
    case comma = ","
  }

  /// A check digit at the end of a number.
  public enum CheckDigit: String, Sendable, CaseIterable {
    case luhn, mod11, mod97, ean
  }

  /// Which signs a number may hold; others that are read are dropped.
  public var alphabet = Alphabet.digits
  /// Which sign stands before the decimals.
  public var decimalMark = DecimalMark.auto

  /// No rules but that there are digits only.
  public init() {}
}
