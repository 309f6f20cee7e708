import Platform

/// How likely each digit is, and that there is no digit; all together sum to 1.
public struct Probabilities: Equatable, Sendable {
  /// Digits.
  public static let classCount = 10

  /// The class of networks that have one more: not a digit.
  package static let notADigitClass = 10

  /// Of the digits 0 … 9; they sum to 1 - `notADigit`.
  public let values: [Float]
  /// That it is a letter, a scribble or several digits; 0 for networks that only know digits.
  public let notADigit: Float

  /// Takes the probabilities of the digits 0 … 9, and that of no digit.
  public init(_ values: [Float], notADigit: Float = 0) {
    precondition(values.count == Probabilities.classCount)
    (self.values, self.notADigit) = (values, notADigit)
  }

  /// Of the logits of the ten digits, perhaps followed by those of what is not one digit.
  public init(logits: some Collection<Float>, temperature: Float) {
    self.init(shares: Probabilities.softmax(logits, temperature: temperature))
  }

  /// `shares` are those of the ten digits, perhaps followed by those of what is not one digit.
  init(shares: [Float]) {
    let rest = shares.dropFirst(Probabilities.classCount)
    self.init(Array(shares.prefix(Probabilities.classCount)), notADigit: rest.reduce(0, +))
  }

  /// Softmax of logits divided by `temperature` (Guo et al., "On Calibration of Modern Neural Networks", 2017).
  package static func softmax(_ logits: some Collection<Float>, temperature: Float) -> [Float] {
    let largest = logits.max() ?? 0
    let exponentials = logits.map { exp(($0 - largest) / temperature) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// Whether a network with so many outputs tells digits apart: ten, or eleven with "not a digit".
  static func canBeMade(ofLogits count: Int) -> Bool { count == classCount || count == classCount + 1 }

  /// One for each `width` of `logits`.
  static func rows(_ logits: [Float], width: Int, temperature: Float) -> [Probabilities] {
    stride(from: 0, to: logits.count, by: width).map { start in
      Probabilities(logits: logits[start..<start + width], temperature: temperature)
    }
  }

  /// What several opinions come to: the mean of their logarithms, scaled to sum to 1 (the logarithmic opinion pool; Heskes,
  /// "Selecting Weighting Factors in Logarithmic Opinion Pools", 1998). Unlike the mean of the probabilities themselves,
  /// it stays as sure as opinions that agree.
  package static func pooled(_ opinions: [Probabilities]) -> Probabilities {
    let share = 1 / Float(opinions.count)
    func mean(_ probability: (Probabilities) -> Float) -> Float {
      opinions.reduce(0) { $0 + share * logarithm(probability($1)) }
    }
    var logarithms = (0..<classCount).map { digit in mean { $0.values[digit] } }
    // A network that only knows digits has no opinion on others.
    let others = opinions.filter { $0.notADigit > 0 }
    if !others.isEmpty { logarithms.append(others.reduce(0) { $0 + logarithm($1.notADigit) } / Float(others.count)) }
    return Probabilities(logits: logarithms, temperature: 1)
  }

  /// The natural logarithm of the probability of `digit`; finite also where that underflowed.
  package func logarithm(of digit: Int) -> Float { Probabilities.logarithm(values[digit]) }

  private static func logarithm(_ probability: Float) -> Float { log(max(probability, 1e-30)) }

  /// The likeliest digit, the smallest of them when several are.
  public var digit: Int {
    values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }

  /// The probability of `digit`.
  public var confidence: Float { values[digit] }
}

extension Float {
  /// Of a probability.
  package var tenThousandths: Int { Int((Double(self) * 10_000).rounded()) }

  /// A probability as it is printed, without a locale.
  package var fourDecimals: String {
    let digits = String(tenThousandths % 10_000)
    return String(tenThousandths / 10_000) + "." + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
