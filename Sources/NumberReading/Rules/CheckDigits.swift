extension NumberRules.CheckDigit {
  /// Whether the check digit, the last of `digits` (for `mod97` the last two), fits the others. Digits are 0 … 9.
  ///
  /// - `luhn`: cards, IMEI (ISO/IEC 7812-1, annex B).
  /// - `ean`: EAN-8, EAN-13, UPC, GTIN, ISBN-13 (GS1 General Specifications, 7.9).
  /// - `mod11`: ISBN-10, ISSN, NHS number: weights 2, 3 … 10 from the right, then again from 2; a check digit of 10 ("X")
  ///   is no digit and never fits.
  /// - `mod97`: the whole number leaves 1 when divided by 97 (ISO/IEC 7064, MOD 97-10).
  package func fits(_ digits: [UInt8]) -> Bool {
    guard digits.count >= (self == .mod97 ? 3 : 2) else { return false }
    let fromRight = digits.reversed().map(Int.init)
    switch self {
    case .luhn: return sum(fromRight) { place, digit in place % 2 == 0 ? digit : digit * 2 % 10 + digit / 5 } % 10 == 0
    case .ean: return sum(fromRight) { place, digit in place % 2 == 0 ? digit : 3 * digit } % 10 == 0
    case .mod11: return sum(fromRight) { place, digit in place == 0 ? digit : digit * (2 + (place - 1) % 9) } % 11 == 0
    case .mod97: return digits.reduce(0) { ($0 * 10 + Int($1)) % 97 } == 1
    }
  }

  private func sum(_ fromRight: [Int], _ part: (_ place: Int, _ digit: Int) -> Int) -> Int {
    fromRight.enumerated().reduce(0) { $0 + part($1.offset, $1.element) }
  }
}
