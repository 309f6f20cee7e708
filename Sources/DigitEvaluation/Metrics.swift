import DigitRecognition

/// How well a model reads digits whose truth is known. Rates are fractions of 1. The names are those of the JSON file.
public struct Metrics: Codable, Sendable, Equatable {
  /// The figures of one of the ten digits.
  public struct Digit: Codable, Sendable, Equatable {
    /// The digit, 0 … 9.
    public var digit: Int
    /// Of the digits read as this one, the share that are (0 when there are none).
    public var precision: Double
    /// Of the digits that are this one, the share read as it (0 when there are none).
    public var recall: Double
    /// The harmonic mean of both.
    public var f1: Double
    /// Digits that are this one.
    public var count: Int

    package init(digit: Int, precision: Double, recall: Double, f1: Double, count: Int) {
      (self.digit, self.precision, self.recall, self.f1, self.count) = (digit, precision, recall, f1, count)
    }
  }

  /// Whether a confidence of 90 % is right 90 times of 100.
  public struct Calibration: Codable, Sendable, Equatable {
    /// The answers whose confidence lies in one range.
    public struct Bin: Codable, Sendable, Equatable {
      /// Confidences in `lower ..< upper` (the last bin includes 1).
      public var lower, upper: Double
      /// The number of digits.
      public var count: Int
      /// Mean confidence and share of right answers.
      public var confidence, accuracy: Double
    }

    /// Expected calibration error: the mean of |accuracy − confidence| over the bins, weighted by their counts
    /// (Naeini et al., 2015).
    public var error: Double
    /// The ranges of confidence, from 0 to 1.
    public var bins: [Bin]
  }

  /// What is gained by leaving the answers below a confidence to a person.
  public struct RejectionPoint: Codable, Sendable, Equatable {
    /// Answers with a confidence of at least this are accepted.
    public var threshold: Double
    /// Share of all digits that are accepted.
    public var coverage: Double
    /// Share of wrong answers among the accepted (0 when there are none).
    public var error: Double

    package init(threshold: Double, coverage: Double, error: Double) {
      (self.threshold, self.coverage, self.error) = (threshold, coverage, error)
    }
  }

  /// A digit that was read as another, and how often.
  public struct ConfusedPair: Codable, Sendable, Equatable {
    /// The digit that is right.
    public var truth: Int
    /// The digit that was read.
    public var answer: Int
    /// The number of digits.
    public var count: Int
    /// Of all wrong answers.
    public var share: Double

    package init(truth: Int, answer: Int, count: Int, share: Double) {
      (self.truth, self.answer, self.count, self.share) = (truth, answer, count, share)
    }
  }

  /// Share of right answers; a digit that was not found counts as wrong.
  public var accuracy: Double
  /// 95 %, Wilson's score interval.
  public var accuracyInterval: ConfidenceInterval
  /// Mean cross-entropy, natural logarithm, of the digits that were found.
  public var loss: Double
  /// 95 %, by the normal approximation from the standard error, cut off at 0; nil, and not in the JSON, when fewer than
  /// two digits were found.
  public var lossInterval: ConfidenceInterval?
  /// All digits, those not found included.
  public var count: Int
  /// Digits in whose picture none was found.
  public var notFound: Int
  /// The figures of the digits 0 … 9, in order.
  public var perDigit: [Digit]
  /// `confusion[truth][answer]`; digits not found are in no column.
  public var confusion: [[Int]]
  /// The cells of `confusion` off its diagonal, those that are 0 left out, the most frequent first.
  public var confusedPairs: [ConfusedPair]
  /// How well confidences agree with the share of right answers.
  public var calibration: Calibration
  /// What rejecting answers by their confidence gains.
  public var rejection: [RejectionPoint]

  static let binCount = 15
  static let thresholds = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]

  /// `answers[i]` are the probabilities for a digit that is `truth[i]`; `notFound` holds the truth of the digits that
  /// got no answer.
  public init(truth: [UInt8], answers: [Probabilities], notFound: [UInt8] = []) {
    precondition(truth.count == answers.count)
    let outcomes = zip(truth, answers).map { Outcome(confidence: $1.confidence, isRight: $1.digit == Int($0)) }
    count = truth.count + notFound.count
    self.notFound = notFound.count
    let right = outcomes.count(where: \.isRight)
    accuracy = Metrics.share(right, of: count)
    accuracyInterval = ConfidenceInterval(share: right, of: count)
    let losses = zip(truth, answers).map { label, answer in
      -Double(answer.logarithm(of: Int(label)))
    }
    loss = losses.isEmpty ? 0 : losses.reduce(0, +) / Double(losses.count)
    lossInterval = ConfidenceInterval(meanOf: losses).map { .init(lower: max(0, $0.lower), upper: $0.upper) }
    confusion = Metrics.confusion(truth, answers)
    confusedPairs = Metrics.confusedPairs(confusion)
    perDigit = Metrics.perDigit(confusion, notFound: notFound)
    calibration = Metrics.calibration(outcomes)
    rejection = Metrics.rejection(outcomes, count: count)
  }
}

extension Metrics {
  /// Digits that got an answer, right or wrong.
  var answered: Int { count - notFound }

  /// An answer as confidences are judged by it.
  struct Outcome {
    var confidence: Float
    var isRight: Bool
  }

  static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }

  private static func confusion(_ truth: [UInt8], _ answers: [Probabilities]) -> [[Int]] {
    let empty = Array(repeating: 0, count: Probabilities.classCount)
    var matrix = Array(repeating: empty, count: Probabilities.classCount)
    for (label, answer) in zip(truth, answers) { matrix[Int(label)][answer.digit] += 1 }
    return matrix
  }

  private static func confusedPairs(_ confusion: [[Int]]) -> [ConfusedPair] {
    let wrong = confusion.indices.reduce(0) { $0 + confusion[$1].reduce(0, +) - confusion[$1][$1] }
    let pairs = confusion.indices.flatMap { truth in
      confusion[truth].indices.compactMap { answer -> ConfusedPair? in
        let count = confusion[truth][answer]
        guard truth != answer, count > 0 else { return nil }
        return ConfusedPair(truth: truth, answer: answer, count: count, share: share(count, of: wrong))
      }
    }
    return pairs.sorted { ($1.count, $0.truth, $0.answer) < ($0.count, $1.truth, $1.answer) }
  }

  private static func perDigit(_ confusion: [[Int]], notFound: [UInt8]) -> [Digit] {
    confusion.indices.map { digit in
      let right = confusion[digit][digit]
      let answered = confusion.reduce(0) { $0 + $1[digit] }
      let present = confusion[digit].reduce(0, +) + notFound.count { Int($0) == digit }
      return Digit(
        digit: digit,
        precision: share(right, of: answered),
        recall: share(right, of: present),
        f1: share(2 * right, of: answered + present),
        count: present
      )
    }
  }

  static func calibration(_ outcomes: [Outcome]) -> Calibration {
    let bins = (0..<binCount).map { index in
      let inside = outcomes.filter { min(Int($0.confidence * Float(binCount)), binCount - 1) == index }
      let confidence = inside.reduce(0) { $0 + Double($1.confidence) }
      return Calibration.Bin(
        lower: Double(index) / Double(binCount),
        upper: Double(index + 1) / Double(binCount),
        count: inside.count,
        confidence: inside.isEmpty ? 0 : confidence / Double(inside.count),
        accuracy: share(inside.count(where: \.isRight), of: inside.count)
      )
    }
    let error = bins.reduce(0) { $0 + abs($1.accuracy - $1.confidence) * share($1.count, of: outcomes.count) }
    return Calibration(error: error, bins: bins)
  }

  static func rejection(_ outcomes: [Outcome], count: Int) -> [RejectionPoint] {
    thresholds.map { threshold in
      let accepted = outcomes.filter { Double($0.confidence) >= threshold }
      let wrong = accepted.count { !$0.isRight }
      return RejectionPoint(
        threshold: threshold,
        coverage: share(accepted.count, of: count),
        error: share(wrong, of: accepted.count)
      )
    }
  }
}
