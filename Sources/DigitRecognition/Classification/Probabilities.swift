#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How likely each digit is: ten values that sum to 1.
public struct Probabilities: Equatable, Sendable {
  public static let classCount = 10

  public let values: [Float]

  public init(_ values: [Float]) {
    precondition(values.count == Probabilities.classCount)
    self.values = values
  }

  /// Softmax of ten logits divided by `temperature` (Guo et al., "On Calibration of Modern Neural Networks", 2017).
  public init(logits: some Collection<Float>, temperature: Float) {
    let largest = logits.max() ?? 0
    let exponentials = logits.map { exp(($0 - largest) / temperature) }
    let sum = exponentials.reduce(0, +)
    self.init(exponentials.map { $0 / sum })
  }

  /// One for each ten of `logits`.
  static func rows(_ logits: [Float], temperature: Float) -> [Probabilities] {
    stride(from: 0, to: logits.count, by: classCount).map { start in
      Probabilities(logits: logits[start..<start + classCount], temperature: temperature)
    }
  }

  /// What two opinions come to: the mean of their logarithms, scaled to sum to 1 (the logarithmic opinion pool; Heskes,
  /// "Selecting Weighting Factors in Logarithmic Opinion Pools", 1998). Unlike the mean of the probabilities themselves,
  /// it stays as sure as two opinions that agree.
  package static func pooled(_ first: Probabilities, _ second: Probabilities) -> Probabilities {
    let logarithms = first.values.indices.map { (first.logarithm(of: $0) + second.logarithm(of: $0)) / 2 }
    return Probabilities(logits: logarithms, temperature: 1)
  }

  /// The natural logarithm of the probability of `digit`; finite also where that underflowed.
  func logarithm(of digit: Int) -> Float { log(max(values[digit], 1e-30)) }

  /// The likeliest digit, the smallest of them when several are.
  public var digit: Int {
    values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }

  /// The probability of `digit`.
  public var confidence: Float { values[digit] }
}
