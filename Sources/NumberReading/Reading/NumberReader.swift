import DigitRecognition
import ImageIngestion
import NeuralNetwork

/// File → number, for one worker thread, which owns all the memory it needs.
public final class NumberReader {
  /// What reads the numbers, and what is known of them; the same for all workers.
  public struct Settings: Sendable {
    /// The models of single digits, which confirm what the string network reads.
    public var cascade: Cascade
    /// The string network.
    public var strings: ModelSource
    /// What is known of the numbers.
    public var rules: NumberRules
    /// How the scans are read.
    public var options: ScanNormalizer.Options
    /// How many other readings are told.
    public var alternatives = 0

    public init(
      cascade: Cascade, strings: ModelSource, rules: NumberRules = NumberRules(),
      options: ScanNormalizer.Options = .init()
    ) {
      (self.cascade, self.strings, self.rules, self.options) = (cascade, strings, rules, options)
    }
  }

  private let settings: Settings

  /// Makes a reader for one thread. Its networks are made when the first picture needs them.
  public init(_ settings: Settings) { self.settings = settings }

  /// One result for each input, in order. An input's result does not depend on the others.
  public func read(_ inputs: [ClassificationInput]) throws(NetworkError) -> [NumberResult] {
    inputs.map { _ in .failed(Unreadable("numbers cannot be read yet")) }
  }
}
