import ImageIngestion
import NeuralNetwork

/// What became of one input.
public enum Classification: Equatable, Sendable {
  /// `isDisputed`: what the ink network takes the picture for is another digit, or none.
  case digit(Probabilities, Findings, isDisputed: Bool = false)
  case blank(NoDigit)
  case error(reason: String, cause: ErrorCause = .unreadable)
}

/// One input of a run: a file to read, or something that could not even be listed.
public struct ClassificationInput: Equatable, Sendable {
  public var path: FilePath
  /// Why there is nothing to read.
  public var problem: Unreadable?

  public init(path: FilePath, problem: Unreadable? = nil) {
    (self.path, self.problem) = (path, problem)
  }
}
