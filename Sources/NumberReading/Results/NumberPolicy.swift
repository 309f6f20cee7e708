import DigitRecognition

/// Decides which numbers a person should look at, and says why: for numbers what `ReviewPolicy` is for digits.
public struct NumberPolicy: Sendable, Equatable {
  /// The least confidence of `ok` where the user names no other.
  public static let defaultMinimumConfidence = 0.9

  /// How much of the allowed doubt (1 less the minimum confidence) is left to a number that no second reader confirmed, but
  /// that fits rules which refuse most misreadings.
  static let doubtLeftIfConstrained = 0.3
  /// The same for a number that stands alone.
  static let doubtLeftIfAlone = 0.01

  /// Below it, a number is to be reviewed. Compared after rounding, so that what is printed decides.
  public var minimumConfidence: Double

  /// Makes a policy; numbers below `minimumConfidence`, 0 … 1, are to be reviewed.
  public init(minimumConfidence: Double = NumberPolicy.defaultMinimumConfidence) {
    self.minimumConfidence = minimumConfidence
  }

  /// Decides the status of a result, and says why. Remarks are told beside `ok`, too.
  public func verdict(of result: NumberResult) -> ReviewPolicy.Verdict {
    switch result {
    case .number(let answer):
      let reasons = reasonsToReview(answer)
      let words = reasons + answer.remarks.map(\.words)
      return ReviewPolicy.Verdict(status: reasons.isEmpty ? .ok : .review, message: words.joined(separator: "; "))
    case .blank(let reason): return ReviewPolicy.Verdict(status: .blank, message: reason.words)
    case .failed(let failure): return ReviewPolicy.Verdict(status: .error, message: failure.reason)
    }
  }

  /// Why a person should look at a number, the weightiest reason first; none where the number is sure.
  private func reasonsToReview(_ answer: NumberAnswer) -> [String] {
    var doubts = answer.doubts
    if answer.lineCount > 1, !doubts.contains(.lines(answer.lineCount)) {
      doubts.insert(.lines(answer.lineCount), at: 0)
    }
    if !doubts.isEmpty { return doubts.map(\.words) }
    if answer.isConfirmed == false { return ["readers disagree"] }
    let isSure = Double(answer.confidence.tenThousandths) / 10_000 >= leastConfidence(answer)
    return isSure ? [] : ["low confidence"]
  }

  /// Two readers that agree are right more often than one that is sure: its confidence does not carry over to hands and
  /// papers unlike those of the training.
  private func leastConfidence(_ answer: NumberAnswer) -> Double {
    if answer.isConfirmed == true { return minimumConfidence }
    let doubtLeft = answer.isConstrained ? Self.doubtLeftIfConstrained : Self.doubtLeftIfAlone
    return 1 - doubtLeft * (1 - minimumConfidence)
  }
}

extension NumberDoubt {
  /// For the column `message`.
  package var words: String {
    switch self {
    case .lines(let count): "\(count) lines"
    case .noFit(let rule, _): "\(rule) does not fit"
    case .checkDigitMended: "check digit does not fit the likeliest reading"
    case .rangeMended: "likeliest reading outside the range"
    case .notInList(""): "not in the list"
    case .notInList(let nearest): "not in the list: nearest \(nearest)"
    case .readersDisagree(let other): "second reader reads \(other)"
    case .cutOff: "touches the edge of the picture"
    case .inkLeftOut: "ink beside the number"
    case .faintInk: "faint ink"
    case .noLine: "perhaps no number"
    case .doubtfulDigit(let reason): reason
    }
  }
}

extension NumberRemark {
  /// For the column `message`.
  package var words: String {
    switch self {
    case .junkDropped: "mark that is no digit dropped"
    case .severalValues: "thousands or decimals: --decimal decides"
    }
  }
}
