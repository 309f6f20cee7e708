import DigitRecognition

/// Decides which numbers a person should look at, and says why: for numbers what `ReviewPolicy` is for digits.
public struct NumberPolicy: Sendable, Equatable {
  /// The least confidence of `ok` where the user names no other.
  public static let defaultMinimumConfidence = 0.9

  /// Below it, a number is to be reviewed. Compared after rounding, so that what is printed decides.
  public var minimumConfidence: Double

  /// Makes a policy; numbers below `minimumConfidence`, 0 … 1, are to be reviewed.
  public init(minimumConfidence: Double = NumberPolicy.defaultMinimumConfidence) {
    self.minimumConfidence = minimumConfidence
  }

  /// Decides the status of a result, and says why.
  public func verdict(of result: NumberResult) -> ReviewPolicy.Verdict {
    switch result {
    case .number: ReviewPolicy.Verdict(status: .review, message: "")
    case .blank: ReviewPolicy.Verdict(status: .blank, message: "")
    case .failed(let failure): ReviewPolicy.Verdict(status: .error, message: failure.reason)
    }
  }
}
