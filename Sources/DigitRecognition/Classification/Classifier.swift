import ImageIngestion
import NeuralNetwork

/// What became of one input.
public enum Classification: Equatable, Sendable {
  case digit(Probabilities, Findings)
  case blank(NoDigit)
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
  private let recognizer: Recognizer
  private var pixels: [UInt8] = []

  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    normalizer = ScanNormalizer(options)
    recognizer = Recognizer(cascade)
  }

  /// One result for each input, in order. An input's result does not depend on the others.
  public func classify(_ inputs: [ClassificationInput]) throws(NetworkError) -> [Classification] {
    pixels.removeAll(keepingCapacity: true)
    let outcomes = inputs.map(normalize)
    for case .digit(let digit, _) in outcomes { pixels.append(contentsOf: digit.pixels) }
    var answers = try recognizer.probabilities(of: pixels[...]).makeIterator()
    return outcomes.compactMap { outcome in
      switch outcome {
      case .digit(_, let findings): answers.next().map { .digit($0, findings) }
      case .blank(let reason): .blank(reason)
      case .unreadable(let reason): .error(reason: reason)
      }
    }
  }

  private func normalize(_ input: ClassificationInput) -> ScanNormalizer.Outcome {
    if let problem = input.problem { return .unreadable(reason: problem) }
    return normalizer.normalize(input.path)
  }
}
