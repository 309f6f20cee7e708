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
    let logarithms = zip(first.values, second.values).map { pair in
      (log(max(pair.0, smallest)) + log(max(pair.1, smallest))) / 2
    }
    return Probabilities(logits: logarithms, temperature: 1)
  }

  /// Has a logarithm where a probability underflowed.
  private static let smallest: Float = 1e-30

  /// The likeliest digit, the smallest of them when several are.
  public var digit: Int {
    values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }

  /// The probability of `digit`.
  public var confidence: Float { values[digit] }
}
