/// What a text means as a number.
///
/// A canonical number has a point before its decimals, no marks between thousands and no leading zeros; decimals stay as
/// they are written: "1.250,50" is 1250.50, "007" is 7. (The text keeps the zeros, for ids.) A mark with dashes at the end,
/// as in "1250.-", says that there are no decimals. Texts with a slash, a colon or a dash elsewhere mean no number.
package enum NumberValue {
  private static let minus = UInt8(ascii: "-")
  private static let zero = UInt8(ascii: "0")

  /// The canonical numbers that `text` may stand for; several where a mark may stand before thousands or decimals, as in
  /// "1.250" with `mark` auto; none where the text is no number.
  package static func interpretations(of text: String, mark: NumberRules.DecimalMark) -> [String] {
    var signs = Array(text.utf8)[...]
    let isNegative = signs.first == minus
    if isNegative { signs = signs.dropFirst() }
    let isFilled = signs.last == minus
    while signs.last == minus { signs = signs.dropLast() }
    guard signs.allSatisfy({ isDigit($0) || isMark($0) }), signs.contains(where: isDigit) else { return [] }
    if isFilled {
      guard let last = signs.last, isMark(last) else { return [] }
      return [whole(signs.dropLast(), otherThan: nil)].compactMap { $0 }.map { signed($0, isNegative) }
    }
    // "-.50" may be no negative number, but one with a dash for no whole part.
    if isNegative, let first = signs.first, isMark(first) { return [] }
    return numbers(signs, mark: mark).map { signed($0, isNegative) }
  }

  private static func numbers(_ signs: ArraySlice<UInt8>, mark: NumberRules.DecimalMark) -> [String] {
    let marks = signs.filter(isMark)
    switch mark {
    case .point: return [decimal(signs, mark: UInt8(ascii: "."))].compactMap { $0 }
    case .comma: return [decimal(signs, mark: UInt8(ascii: ","))].compactMap { $0 }
    case .auto:
      guard let last = marks.last else { return [digits(signs)] }
      let asDecimal = decimal(signs, mark: last)
      let asWhole = marks.allSatisfy { $0 == last } ? whole(signs, otherThan: nil) : nil
      return [asDecimal, asWhole].compactMap { $0 }
    }
  }

  /// With decimals after the only `mark`, if there is one.
  private static func decimal(_ signs: ArraySlice<UInt8>, mark: UInt8) -> String? {
    let parts = signs.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return whole(signs, otherThan: mark) }
    guard parts[1].allSatisfy(isDigit) else { return nil }
    let integer = parts[0].isEmpty ? "0" : whole(parts[0], otherThan: mark)
    return integer.map { parts[1].isEmpty ? $0 : $0 + "." + String(decoding: parts[1], as: UTF8.self) }
  }

  /// Digits, perhaps in groups of three with one kind of mark between them, which is not `excluded`.
  private static func whole(_ signs: ArraySlice<UInt8>, otherThan excluded: UInt8?) -> String? {
    guard let mark = signs.first(where: isMark) else { return signs.isEmpty ? nil : digits(signs) }
    let groups = signs.split(separator: mark, omittingEmptySubsequences: false)
    guard mark != excluded, 1...3 ~= groups[0].count, groups[0].first != zero,
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    return digits(signs.filter(isDigit)[...])
  }

  /// Without leading zeros.
  private static func digits(_ signs: ArraySlice<UInt8>) -> String {
    let rest = signs.drop { $0 == zero }
    return rest.isEmpty ? "0" : String(decoding: rest, as: UTF8.self)
  }

  private static func signed(_ number: String, _ isNegative: Bool) -> String {
    isNegative && number.utf8.contains { $0 != zero && isDigit($0) } ? "-" + number : number
  }

  private static func isDigit(_ sign: UInt8) -> Bool { zero...UInt8(ascii: "9") ~= sign }
  private static func isMark(_ sign: UInt8) -> Bool { sign == UInt8(ascii: ".") || sign == UInt8(ascii: ",") }
}
