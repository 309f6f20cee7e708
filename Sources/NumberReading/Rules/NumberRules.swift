import Imaging

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

  /// The most digits of a number.
  public static let mostDigits = 99

  /// Which signs a number may hold; others that are read are dropped. Signs that a pattern names are kept in any case.
  public var alphabet = Alphabet.digits
  /// Which sign stands before the decimals.
  public var decimalMark = DecimalMark.auto
  /// The check digit at the end of each number; nil for none.
  public var checkDigit: CheckDigit?
  /// The patterns, of which a number must fit one; none where there is no such rule.
  public private(set) var patterns: [String] = []
  /// How many digits a number has; nil where it is not known.
  public private(set) var lengths: ClosedRange<Int>?
  /// The values that a number may have; nil where it is not known.
  public private(set) var range: ValueRange?
  /// The values that a number may have, one by one; nil where they are not known.
  public private(set) var list: NumberList?

  /// Accepts what fits `patterns` and `lengths`.
  package private(set) var automaton = RuleAutomaton.free
  private var patternSigns: SignSet = []

  /// No rules but that there are digits only.
  public init() {}

  /// Reads rules as they stand on a command line.
  ///
  /// - Parameters:
  ///   - patterns: `#` is a digit; `.`, `,`, `-`, `/`, `:` and digits stand for themselves; `[0-3]` and `[.,]` are classes;
  ///     `{2}`, `{1,4}`, `{1,}` and `?` repeat what is before; `|` separates choices; `( )` group. Spaces do not occur in
  ///     a text. For example `####`, `#{1,4}[.,]##`, `(19|20)##`.
  ///   - length: how many digits, such as "6", "4-6" or "4-".
  ///   - range: the least and the largest value, such as "0..100" or "1.5..".
  /// - Throws: `NumberError` where a rule cannot be read, or no number fits all of them.
  public init(
    patterns: [String] = [], length: String? = nil, alphabet: Alphabet = .digits, decimalMark: DecimalMark = .auto,
    range: String? = nil, checkDigit: CheckDigit? = nil, list: NumberList? = nil
  ) throws(NumberError) {
    (self.alphabet, self.decimalMark, self.checkDigit) = (alphabet, decimalMark, checkDigit)
    (self.patterns, self.list) = (patterns, list)
    if let length { lengths = try NumberRules.lengths(length) }
    if let range {
      guard alphabet != .date else {
        throw .unusableRule(
          option: "--range \(range)", detail: "a date has no value; leave --range or --alphabet date out")
      }
      self.range = try ValueRange(range)
    }
    let states = patterns.isEmpty ? nil : try PatternStates(patterns)
    patternSigns = states?.signs ?? []
    guard let automaton = try RuleAutomaton(patterns: states, lengths: lengths) else { throw nothingFits }
    self.automaton = automaton
    if let list, !(0..<list.count).contains(where: { fitsForm(signs(of: $0, in: list)) }) {
      throw .unusableRule(option: "--list", detail: "no listed value fits the other rules; leave one of them out")
    }
  }

  private var nothingFits: NumberError {
    .unusableRule(
      option: "--pattern", detail: lengths == nil ? "no number fits" : "no number fits both --pattern and --length")
  }

  private static func lengths(_ text: String) throws(NumberError) -> ClosedRange<Int> {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let bounds = parts.map { $0.utf8.count > 9 ? nil : Int($0) }
    let most = parts.last == "" && parts.count == 2 ? mostDigits : bounds.last ?? nil
    guard let least = bounds.first ?? nil, let most, 1 <= least, least <= most, most <= mostDigits else {
      throw .unusableRule(
        option: "--length \(text)",
        detail: "write how many digits a number has, 1 to \(mostDigits), for example 6 or 4-6")
    }
    return least...most
  }

  /// The signs that stay in a text.
  package var signs: SignSet {
    switch alphabet {
    case .digits: patternSigns.union(.digits)
    case .decimal: patternSigns.union(.decimal)
    case .date: patternSigns.union(.date)
    }
  }

  /// Whether there is a rule that a text may break.
  package var isRestricting: Bool { automaton != .free || checkDigit != nil || range != nil || list != nil }

  /// Whether texts are expected to mean numbers: decimals of which no pattern says more.
  var asksForNumber: Bool { alphabet == .decimal && patterns.isEmpty }

  /// What a text means as a number; nil where it is none, or may be several. A date has no value.
  package func value(of text: String) -> String? {
    let values = values(of: text)
    return values.count == 1 ? values[0] : nil
  }

  /// All numbers that a text may mean, and that lie in the range, if there is one.
  package func values(of text: String) -> [String] {
    guard alphabet != .date else { return [] }
    let all = NumberValue.interpretations(of: text, mark: decimalMark)
    let inside = range.map { range in all.filter { range.contains($0) } } ?? all
    return inside.isEmpty ? all : inside
  }

  /// Whether the value of a text lies in the range.
  package func isInRange(_ text: String) -> Bool { range.map { values(of: text).contains(where: $0.contains) } ?? true }

  /// Whether the check digit of a text, if one is asked for, is right. The text is given by the raw values of its signs.
  package func hasCheckDigit(_ labels: [UInt8]) -> Bool { checkDigit?.fits(labels.filter { $0 < 10 }) ?? true }

  /// Whether a text fits all rules but the list.
  package func fitsForm(_ labels: [UInt8]) -> Bool {
    automaton.accepts(labels) && hasCheckDigit(labels) && (range == nil || isInRange(NumberSign.text(labels)))
  }

  /// Whether a text fits all rules.
  package func fits(_ labels: [UInt8]) -> Bool {
    fitsForm(labels) && list?.contains(labels.filter { $0 < 10 }) ?? true
  }

  /// The signs of a listed value as it is written in the list, or its digits where it is written with signs that are dropped.
  func signs(of index: Int, in list: NumberList) -> [UInt8] {
    if let labels = NumberSign.labels(list.text(of: index)), labels.allSatisfy({ signs.holds(Int($0)) }) {
      return labels
    }
    return Array(list.digits(of: index))
  }
}

extension NumberRules: CustomStringConvertible {
  /// All rules in one line, the same for the same rules; a run that is resumed compares it.
  public var description: String {
    var parts = ["alphabet \(alphabet.rawValue)", "decimal mark \(decimalMark.rawValue)"]
    parts += patterns.map { "pattern \($0)" }
    if let lengths { parts.append("length \(lengths.lowerBound)-\(lengths.upperBound)") }
    if let range { parts.append("range \(range)") }
    if let checkDigit { parts.append("check digit \(checkDigit.rawValue)") }
    if let list { parts.append("list of \(list)") }
    return parts.joined(separator: "; ")
  }
}
