import NeuralNetwork

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A model's metrics on a set of digits, and which model and digits they were.
public struct Evaluation: Sendable, Equatable {
  private static let batchSize = 32
  private static let chunkSize = 512

  public let model: String
  public let metrics: Metrics
  public let contents: LabelledFolder.Contents
  /// One for each of `contents.digits`.
  public let answers: [Probabilities]

  /// Runs `model` over the digits on `jobs` threads; the result does not depend on how many.
  public init(model: Model, on contents: LabelledFolder.Contents, jobs: Int) throws {
    self.init(
      model: model.description.name,
      contents: contents,
      answers: try Evaluation.probabilities(model: model, digits: contents.digits, jobs: jobs))
  }

  /// `answers[i]` belongs to `contents.digits[i]`.
  package init(model: String, contents: LabelledFolder.Contents, answers: [Probabilities]) {
    (self.model, self.contents, self.answers) = (model, contents, answers)
    metrics = Metrics(truth: contents.digits.labels, answers: answers, notFound: contents.rejected.map(\.digit))
  }

  /// The model's probabilities for each digit, in order.
  public static func probabilities(model: Model, digits: LabelledDigits, jobs: Int) throws -> [Probabilities] {
    let position = Monitor(0)
    let next: @Sendable () -> [Int] = {
      position.update { start in
        let chunk = Array(start..<min(start + chunkSize, digits.count))
        start += chunk.count
        return chunk
      }
    }
    let pipeline = OrderedPipeline<Int, [Probabilities]>(jobs: jobs) {
      let session = try InferenceSession(model: model, batchSize: batchSize)
      return { indices in try session.probabilities(digits, indices, temperature: model.temperature) }
    }
    var answers: [Probabilities] = []
    try pipeline.run(next: next) { answers += $0 }
    return answers
  }

  /// The metrics as JSON, keys sorted.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(Document(model: model, metrics: metrics)), as: UTF8.self) + "\n"
  }

  /// The metrics with the model's name beside them.
  private struct Document: Encodable {
    var model: String
    var metrics: Metrics

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

extension InferenceSession {
  /// Probabilities of the digits at `indices`, which follow one another.
  fileprivate func probabilities(
    _ digits: LabelledDigits,
    _ indices: [Int],
    temperature: Float
  ) throws -> [Probabilities] {
    var result: [Probabilities] = []
    guard let first = indices.first, let last = indices.last else { return result }
    for start in stride(from: first, through: last, by: batchSize) {
      let end = min(start + batchSize, last + 1)
      let logits = try logits(of: digits.pixels[start * DigitImage.pixelCount..<end * DigitImage.pixelCount])
      for index in 0..<end - start {
        let own = logits[index * Probabilities.classCount..<(index + 1) * Probabilities.classCount]
        result.append(Probabilities(logits: own, temperature: temperature))
      }
    }
    return result
  }
}
