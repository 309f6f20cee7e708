import ImageIngestion
import Imaging
import NeuralNetwork

/// What became of one input.
public enum Classification: Equatable, Sendable {
  /// `isDisputed`: what the ink network takes the picture for is another digit, or none.
  case digit(Probabilities, Findings, isDisputed: Bool = false)
  case blank(NoDigit)
  case error(reason: String, cause: ErrorCause = .unreadable)
}

/// A result, and the 28×28 that it was read from; nil where there is no digit.
public struct SeenClassification: Sendable {
  public var result: Classification
  public var digit: DigitImage?
}

/// One input of a run: a file to read, bytes that came without one, or something that could not even be listed.
public struct ClassificationInput: Equatable, Sendable {
  public var path: FilePath
  /// What to read in place of the file; `path` is then only a name.
  public var bytes: ArraySlice<UInt8>?
  /// Why there is nothing to read.
  public var problem: Unreadable?

  public init(path: FilePath, problem: Unreadable? = nil) {
    (self.path, self.problem) = (path, problem)
  }

  public init(path: FilePath, bytes: ArraySlice<UInt8>) {
    (self.path, self.bytes) = (path, bytes)
  }
}
