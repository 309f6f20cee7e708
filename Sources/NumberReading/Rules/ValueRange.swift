/// The values that a number may have: from `low` to `high`, both included; either may be open.
public struct ValueRange: Sendable, Equatable {
  public let low, high: Double?

  /// Reads "0..100", "..100", "-5.." or "0.5..2.5"; the decimal mark is a point.
  public init(_ text: String) throws(NumberError) {
    let parts = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !(parts[0].isEmpty && parts[1].isEmpty) else {
      throw ValueRange.error(text, "write two numbers with .. between them, for example 0..100 or 0..")
    }
    low = try ValueRange.bound(parts[0], of: text)
    high = try ValueRange.bound(parts[1], of: text)
    if let low, let high, low > high { throw ValueRange.error(text, "the first number is larger than the second") }
  }

  private static func bound(_ part: Substring, of text: String) throws(NumberError) -> Double? {
    if part.isEmpty { return nil }
    guard part.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2e || $0 == 0x2d }), let number = Double(part),
      number.isFinite
    else { throw error(text, "\(part) is no number; write digits, with a point before decimals") }
    return number
  }

  private static func error(_ text: String, _ detail: String) -> NumberError {
    .unusableRule(option: "--range \(text)", detail: detail)
  }

  /// Whether the canonical number `value` lies inside.
  package func contains(_ value: String) -> Bool {
    guard let number = Double(value) else { return false }
    return number >= low ?? -.infinity && number <= high ?? .infinity
  }
}

extension ValueRange: CustomStringConvertible {
  public var description: String { (low.map { "\($0)" } ?? "") + ".." + (high.map { "\($0)" } ?? "") }
}
