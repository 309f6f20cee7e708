import DigitRecognition
import Files
import LabelledData
import NumberReading

/// How numbers are read whose truth is known, picture by picture.
public struct NumberEvaluation: Sendable, Equatable {
  /// A labelled picture and what was read.
  public struct Reading: Sendable, Equatable {
    /// The path of the picture.
    public var path: FilePath
    /// What is written, lines with one space between; nil where there is no number.
    public var truth: String?
    /// What was read; nil for nothing.
    public var text: String?
    /// Of `text`, 0 … 1.
    public var confidence: Float
    /// What the row of the picture says.
    public var verdict: ReviewPolicy.Verdict

    package init(path: FilePath, truth: String?, result: NumberResult, policy: NumberPolicy) {
      (self.path, self.truth, verdict) = (path, truth, policy.verdict(of: result))
      (text, confidence) = (result.number?.text, result.number?.confidence ?? 0)
    }
  }

  /// The name of the string network.
  public let model: String
  /// The figures.
  public let metrics: NumberMetrics
  /// The pictures, in the order of the table.
  public let readings: [Reading]
  /// Pictures that are labelled as having no number.
  public let blankCount: Int
  /// How many of them gave none.
  public let blankFound: Int
  /// What the user should know of how the table was read; for people, a line or more each.
  public let notices: [String]

  /// Reads the pictures as `digits read` does, on `jobs` threads; the result does not depend on how many. Throws
  /// `noneReadable` where no picture could be read.
  public init(
    _ settings: NumberReader.Settings, policy: NumberPolicy = NumberPolicy(), on numbers: LabelledNumbers, jobs: Int
  ) throws {
    let results = try numbers.results(jobs: jobs) {
      let reader = NumberReader(settings)
      return { entries in try reader.read(entries.map { ClassificationInput(path: $0.path) }) }
    }
    try numbers.checkReadable(
      results.map { result in
        if case .failed(let failure) = result { failure } else { nil }
      })
    let readings = zip(numbers.entries, results).map { entry, result in
      Reading(path: entry.path, truth: entry.text, result: result, policy: policy)
    }
    self.init(model: try settings.strings.model().name, readings: readings, notices: numbers.notices)
  }

  package init(model: String, readings: [Reading], notices: [String] = []) {
    (self.model, self.readings, self.notices) = (model, readings, notices)
    let blank = readings.filter { $0.truth == nil }
    (blankCount, blankFound) = (blank.count, blank.count { $0.verdict.status == .blank })
    metrics = NumberMetrics(
      readings.compactMap { reading in
        reading.truth.map {
          .init(
            truth: $0, answer: reading.text, confidence: reading.confidence, isOk: reading.verdict.status == .ok)
        }
      })
  }

  /// The pictures whose number is not read right, the most confident mistakes first.
  public var mistakes: [Reading] {
    let wrong = readings.enumerated().filter { $0.element.text != $0.element.truth }
    return wrong.sorted { ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset) }.map(\.element)
  }

  /// The finely sampled form of `metrics.rejection`.
  public var rejectionCurve: RejectionCurve {
    let answered = readings.filter { $0.truth != nil && $0.text != nil }
    return RejectionCurve(
      confidences: answered.map(\.confidence), isRight: answered.map { $0.text == $0.truth }, count: metrics.count)
  }

  /// The metrics as JSON, keys sorted.
  public func json() throws -> String {
    try JSONText.encode(Document(model: model, metrics: metrics), isIndented: true) + "\n"
  }

  /// The metrics with the model's name beside them.
  private struct Document: Encodable {
    var model: String
    var metrics: NumberMetrics

    private enum Keys: String, CodingKey {
      case model
    }

    func encode(to encoder: any Encoder) throws {
      try metrics.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(model, forKey: .model)
    }
  }
}
