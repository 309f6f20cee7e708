import DigitRecognition

/// How well numbers are read whose truth is known. Rates are fractions of 1. The names are those of the JSON file.
public struct NumberMetrics: Codable, Sendable, Equatable {
  /// A picture with a number on it, and what was read.
  struct Outcome {
    var truth: String
    /// nil where nothing was found, or the picture could not be read.
    var answer: String?
    var confidence: Float = 0
    var isOk = false
  }

  /// A sign that was read as another, and how often.
  public struct Confusion: Codable, Sendable, Equatable {
    /// The sign that is right; empty where there is none, and one was read.
    public var truth: String
    /// The sign that was read; empty where it was left out.
    public var answer: String
    /// How often.
    public var count: Int
  }

  /// The answers with the highest confidences.
  public struct Surest: Codable, Sendable, Equatable {
    /// Their share of all numbers.
    public var coverage: Double
    /// Share of wrong answers among them.
    public var error: Double
  }

  /// The rows that nobody needs to look at.
  public struct Ok: Codable, Sendable, Equatable {
    /// How many there are.
    public var count: Int
    /// How many of them are wrong.
    public var wrong: Int
  }

  /// All numbers, those not found included.
  public var count: Int
  /// Share of numbers that are read right, sign for sign.
  public var exact: Double
  /// 95 %, Wilson's score interval.
  public var exactInterval: ConfidenceInterval
  /// The same where points, commas and other separators do not count.
  public var exactDigits: Double
  /// The signs that must be changed, added or left out to make all answers right, for each sign of the truth.
  public var characterErrorRate: Double
  /// Numbers for which none was read.
  public var notFound: Int
  /// Answers that have fewer signs than there are, and those that have more.
  public var tooShort, tooLong: Int
  /// The most frequent first. Of numbers that were not found there are none.
  public var confusions: [Confusion]
  /// The rows whose status is ok.
  public var ok: Ok
  /// How well confidences agree with the share of right answers.
  public var calibration: Metrics.Calibration
  /// What rejecting answers by their confidence gains.
  public var rejection: [Metrics.RejectionPoint]
  /// How many of the surest answers are wrong.
  public var surest: [Surest]

  private static let coverages = [0.5, 0.6, 0.7, 0.8, 0.9]

  init(_ outcomes: [Outcome]) {
    let answered = outcomes.filter { $0.answer != nil }
    let right = outcomes.count { $0.answer == $0.truth }
    count = outcomes.count
    exact = Metrics.share(right, of: count)
    exactInterval = ConfidenceInterval(share: right, of: count)
    exactDigits = Metrics.share(outcomes.count { $0.answer.map(Self.digits) == Self.digits($0.truth) }, of: count)
    let edits = outcomes.map { TextEdits(from: $0.truth, to: $0.answer ?? "").edits }
    characterErrorRate = Metrics.share(
      edits.reduce(0) { $0 + $1.count }, of: outcomes.reduce(0) { $0 + $1.truth.count })
    notFound = count - answered.count
    tooShort = answered.count { ($0.answer ?? "").count < $0.truth.count }
    tooLong = answered.count { ($0.answer ?? "").count > $0.truth.count }
    confusions = Self.confusions(zip(outcomes, edits).filter { $0.0.answer != nil }.flatMap(\.1))
    let accepted = answered.filter(\.isOk)
    ok = Ok(count: accepted.count, wrong: accepted.count { $0.answer != $0.truth })
    let judged = answered.map { Metrics.Outcome(confidence: $0.confidence, isRight: $0.answer == $0.truth) }
    calibration = Metrics.calibration(judged)
    rejection = Metrics.rejection(judged, count: count)
    surest = Self.surest(judged, count: count)
  }

  private static func digits(_ text: String) -> String { text.filter(\.isNumber) }

  private static func confusions(_ edits: [TextEdits.Edit]) -> [Confusion] {
    let counts = Dictionary(grouping: edits) { $0 }.mapValues(\.count)
    let confusions = counts.map { edit, count in
      Confusion(truth: edit.truth.map { String($0) } ?? "", answer: edit.answer.map { String($0) } ?? "", count: count)
    }
    return confusions.sorted { ($1.count, $0.truth, $0.answer) < ($0.count, $1.truth, $1.answer) }
  }

  /// A number that was not found is wrong, and less sure than all others.
  private static func surest(_ outcomes: [Metrics.Outcome], count: Int) -> [Surest] {
    let order = outcomes.sorted { $0.confidence > $1.confidence }
    return coverages.compactMap { coverage in
      let taken = Int((coverage * Double(count)).rounded())
      guard taken > 0 else { return nil }
      let right = order.prefix(taken).count(where: \.isRight)
      return Surest(coverage: coverage, error: Metrics.share(taken - right, of: taken))
    }
  }
}
