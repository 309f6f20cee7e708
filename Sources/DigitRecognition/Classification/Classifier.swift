import NeuralNetwork

/// What became of one input.
public enum Classification: Equatable, Sendable {
  case digit(Probabilities)
  case blank
  case error(reason: String)
}

/// One input of a run: a file to read, or something that could not even be listed.
public struct ClassificationInput: Equatable, Sendable {
  public var path: FilePath
  /// Why there is nothing to read.
  public var problem: String?

  public init(path: FilePath, problem: String? = nil) {
    (self.path, self.problem) = (path, problem)
  }
}

/// File → digit, for one worker thread, which owns all the memory it needs.
public final class Classifier {
  private let normalizer: ScanNormalizer
  private let session: InferenceSession
  private let temperature: Float
  private var batch: [UInt8] = []

  public init(model: Model, options: ScanNormalizer.Options, batchSize: Int = 32) throws(NetworkError) {
    normalizer = ScanNormalizer(options)
    session = try InferenceSession(model: model, batchSize: batchSize)
    temperature = model.temperature
    batch.reserveCapacity(batchSize * DigitImage.pixelCount)
  }

  /// One result for each input, in order. An input's result does not depend on the others.
  public func classify(_ inputs: [ClassificationInput]) throws(NetworkError) -> [Classification] {
    var results: [Classification] = []
    var waiting: [Int] = []
    for input in inputs {
      switch normalize(input) {
      case .digit(let digit):
        batch.append(contentsOf: digit.pixels)
        waiting.append(results.count)
        results.append(.blank)
      case .blank: results.append(.blank)
      case .unreadable(let reason): results.append(.error(reason: reason))
      }
      if waiting.count == session.batchSize { try flush(&waiting, into: &results) }
    }
    try flush(&waiting, into: &results)
    return results
  }

  /// How likely `digit` is to be each digit.
  func probabilities(of digit: DigitImage) throws(NetworkError) -> Probabilities {
    Probabilities(logits: try session.logits(of: digit.pixels), temperature: temperature)
  }

  private func normalize(_ input: ClassificationInput) -> ScanNormalizer.Outcome {
    if let problem = input.problem { return .unreadable(reason: problem) }
    return normalizer.normalize(input.path)
  }

  private func flush(_ waiting: inout [Int], into results: inout [Classification]) throws(NetworkError) {
    guard !waiting.isEmpty else { return }
    let logits = try session.logits(of: batch)
    for (position, index) in waiting.enumerated() {
      let own = logits[position * Probabilities.classCount..<(position + 1) * Probabilities.classCount]
      results[index] = .digit(Probabilities(logits: own, temperature: temperature))
    }
    batch.removeAll(keepingCapacity: true)
    waiting.removeAll(keepingCapacity: true)
  }
}

extension InferenceSession {
  /// `pixels` holds n × 784 bytes; returns n × 10 logits.
  func logits(of pixels: [UInt8]) throws(NetworkError) -> [Float] {
    try logits(of: pixels[...])
  }

  func logits(of pixels: ArraySlice<UInt8>) throws(NetworkError) -> [Float] {
    let result = pixels.withUnsafeBufferPointer { buffer in
      Result { () throws(NetworkError) in try logits(pixels: buffer) }
    }
    return try result.get()
  }
}
