import DigitRecognition
import Files
import LabelledData
import NeuralNetwork
import Threads

/// A cascade's metrics on a set of digits, and which models and digits they were.
public struct Evaluation: Sendable, Equatable {
  private static let chunkSize = 512

  /// The name of the cascade.
  public let model: String
  /// The figures.
  public let metrics: Metrics
  /// The digits that were read, and the images in which none was found.
  public let contents: LabelledFolder.Contents
  /// One for each of `contents.digits`.
  public let answers: [Probabilities]
  /// What the user should know of how the digits were found; for people, a line or more each.
  public private(set) var notices: [String] = []

  /// Runs `cascade` over the digits on `jobs` threads; the result does not depend on how many.
  public init(_ cascade: Cascade, on contents: LabelledFolder.Contents, jobs: Int) throws {
    self.init(
      model: try cascade.name,
      contents: contents,
      answers: try Evaluation.probabilities(cascade, digits: contents.digits, jobs: jobs))
  }

  /// Reads a folder of scans as `digits classify` does.
  public init(_ cascade: Cascade, on folder: LabelledFolder, jobs: Int) throws {
    let (contents, answers) = try folder.classify(by: cascade, jobs: jobs)
    self.init(model: try cascade.name, contents: contents, answers: answers)
    notices = folder.notices
  }

  /// `answers[i]` belongs to `contents.digits[i]`.
  package init(model: String, contents: LabelledFolder.Contents, answers: [Probabilities]) {
    (self.model, self.contents, self.answers) = (model, contents, answers)
    metrics = Metrics(truth: contents.digits.labels, answers: answers, notFound: contents.rejected.map(\.digit))
  }

  /// The cascade's probabilities for each digit, in order.
  public static func probabilities(
    _ cascade: Cascade, digits: LabelledDigits, jobs: Int
  ) throws -> [Probabilities] {
    try answers(for: digits, jobs: jobs) {
      let recognizer = Recognizer(cascade)
      return { pixels in try recognizer.probabilities(of: pixels) }
    }
  }

  /// `count` × classCount logits of one model, in order, not yet divided by its temperature.
  public static func logits(of model: Model, digits: LabelledDigits, jobs: Int) throws -> [Float] {
    try answers(for: digits, jobs: jobs) {
      let session = try InferenceSession(model: model)
      return { pixels in try session.allLogits(of: pixels) }
    }
  }

  /// What workers made by `makeWorker`, one on each of `jobs` threads, make of the pixels of all digits.
  private static func answers<Answer: Sendable>(
    for digits: LabelledDigits, jobs: Int,
    makeWorker: @escaping @Sendable () throws -> (ArraySlice<UInt8>) throws -> [Answer]
  ) throws -> [Answer] {
    let position = ConditionLock(0)
    let next: @Sendable () -> [Range<Int>] = {
      position.update { start in
        let chunk = start..<min(start + chunkSize, digits.count)
        start = chunk.upperBound
        return chunk.isEmpty ? [] : [chunk]
      }
    }
    let pipeline = OrderedPipeline<Range<Int>, [Answer]>(jobs: jobs) {
      let worker = try makeWorker()
      return { chunks in try chunks.flatMap { try worker(digits.pixels(of: $0)) } }
    }
    var answers: [Answer] = []
    try pipeline.run(next: next) { answers += $0 }
    return answers
  }

  /// The metrics as JSON, keys sorted.
  public func json() throws -> String {
    try JSONText.encode(Document(model: model, metrics: metrics), isIndented: true) + "\n"
  }

  /// The metrics with the model's name beside them. What would be a figure of nothing is null.
  private struct Document: Encodable {
    var model: String
    var metrics: Metrics

    private enum Keys: String, CodingKey {
      case model, accuracy, accuracyInterval, loss, calibration
    }

    func encode(to encoder: any Encoder) throws {
      try metrics.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(model, forKey: .model)
      let undefined: [Keys] =
        metrics.count == 0
        ? [.accuracy, .accuracyInterval, .loss, .calibration] : metrics.answered == 0 ? [.loss, .calibration] : []
      for key in undefined { try container.encodeNil(forKey: key) }
    }
  }
}
