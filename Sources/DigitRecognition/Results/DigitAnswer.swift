import ImageIngestion

/// What a `DigitReader` says of a picture.
public struct DigitAnswer: Equatable, Sendable {
  /// Everything that was found, of which the other properties are a part.
  public let result: ScanResult
  /// How far the answer can be trusted: `ok`, `review` or `blank`.
  public let status: ScanStatus
  /// Why the status is not `ok`, in a few words; empty where it is.
  public let message: String

  init(_ result: ScanResult, by policy: ReviewPolicy) {
    let verdict = policy.verdict(of: result)
    (self.result, status, message) = (result, verdict.status, verdict.message)
  }

  /// The digit, 0 … 9; nil unless the picture holds exactly one.
  public var digit: Int? { result.reading?.probabilities.digit }

  /// The probability of `digit`, 0 … 1; 0 where there is none.
  public var confidence: Float { result.reading?.probabilities.confidence ?? 0 }

  /// The probabilities of the digits 0 … 9, which sum to 1, or to less where the picture may show no digit; empty where
  /// `digit` is nil.
  public var probabilities: [Float] { result.reading?.probabilities.values ?? [] }

  /// All digits that were found, in reading order, each with its probabilities and its box in pixels of the upright
  /// picture.
  public var digits: [PlacedDigit] { result.digits }
}
