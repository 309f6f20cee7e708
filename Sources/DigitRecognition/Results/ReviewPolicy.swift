import ImageIngestion

/// How far a result can be trusted.
public enum ScanStatus: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case ok, review, blank, error
}

/// Decides which results a person should look at, and says why. Nothing else knows the difference between `ok` and
/// `review`: rows, JSON, the service, metrics and sheets print what it says.
public struct ReviewPolicy: Sendable, Equatable {
  /// A status, and the words in the column `message`, which are empty where all is well.
  public struct Verdict: Sendable, Equatable {
    /// How far the result can be trusted.
    public var status: ScanStatus
    /// Why the status is not `ok`, in a few words; empty where it is.
    public var message: String

    /// Takes a status and its reason.
    package init(status: ScanStatus, message: String) {
      (self.status, self.message) = (status, message)
    }
  }

  /// The least confidence of `ok` where the user names no other.
  public static let defaultMinimumConfidence = 0.8

  /// Below it, a digit is to be reviewed. Compared after rounding, so that what is printed decides.
  public var minimumConfidence: Double

  /// Makes a policy; digits below `minimumConfidence`, 0 … 1, are to be reviewed.
  public init(minimumConfidence: Double = ReviewPolicy.defaultMinimumConfidence) {
    self.minimumConfidence = minimumConfidence
  }

  /// Decides the status of a result, and says why.
  public func verdict(of result: ScanResult) -> Verdict {
    switch result {
    case .digit(let reading):
      guard let reason = reasonToReview(reading) else { return Verdict(status: .ok, message: "") }
      return Verdict(status: .review, message: reason)
    case .several(let digits):
      let most = DigitExtractor.mostNeighbours
      let count = digits.count > most ? "more than \(most)" : "\(digits.count)"
      return Verdict(status: .review, message: "\(count) digits in the picture")
    case .blank(let reason): return Verdict(status: .blank, message: reason.words)
    case .failed(let failure): return Verdict(status: .error, message: failure.reason)
    }
  }

  /// The weightiest reason to look at a digit; nil for none. A digit on which the readers do not agree, or that is not
  /// alone in its picture, is to be reviewed however clear it is.
  private func reasonToReview(_ reading: DigitReading) -> String? {
    let (probabilities, measurements) = (reading.probabilities, reading.measurements)
    if probabilities.notADigit > probabilities.confidence { return "perhaps not a digit" }
    if reading.isDisputed { return "readings disagree" }
    if measurements.neighbourCount > 0 { return QualityFlag.neighbours.words }
    guard Double(probabilities.confidence.tenThousandths) / 10_000 < leastConfidence(reading) else { return nil }
    return measurements.flags.first?.words ?? "low confidence"
  }

  /// Where the picture left a doubt, or the first readers did, only half of the allowed doubt about the digit is left.
  private func leastConfidence(_ reading: DigitReading) -> Double {
    reading.measurements.isPlain && !reading.neededSecondLook ? minimumConfidence : (1 + minimumConfidence) / 2
  }
}

extension QualityFlag {
  /// For the columns `message` and `reason`.
  package var words: String {
    switch self {
    case .neighbours: "something of a digit's size beside the digit"
    case .touchesBorder: "touches the edge of the picture"
    case .lines: "lines around the digit"
    case .otherMarks: "other marks in the picture"
    case .faintInk: "faint ink"
    case .noisyPaper: "coarse paper or noise"
    case .oddStrokes: "very thin or very wide strokes"
    case .tiny: "very small"
    case .unseenByRules: "found by the ink network alone"
    }
  }
}

extension BlankReason {
  /// For the columns `message` and `reason`.
  package var words: String {
    switch self {
    case .noInk: "no ink found"
    case .onlyFaintMarks: "only faint marks"
    case .nothingLikeADigit: "nothing like a digit"
    }
  }
}
