import DigitRecognition
import NeuralNetwork

/// A digit for each input: what `digits classify` makes.
public struct DigitRows: RowMaker {
  /// The models that read the digits.
  public var cascade: Cascade
  /// Writes the rows.
  public var formatter: RowFormatter
  /// How the scans are read.
  public var options: ScanNormalizer.Options

  /// Takes what reads the digits, and how they are written.
  public init(cascade: Cascade, formatter: RowFormatter, options: ScanNormalizer.Options) {
    (self.cascade, self.formatter, self.options) = (cascade, formatter, options)
  }

  public var header: String { formatter.header }
  public var noun: String { "digit" }
  public var models: [Model] { get throws(NetworkError) { try cascade.all } }

  public var settings: [String: String] {
    let own = [
      "--format": formatter.format.rawValue, "--probabilities": RunIdentity.yesOrNo(formatter.includesProbabilities),
      "--explain": RunIdentity.yesOrNo(formatter.includesExplanation),
      "--min-confidence": "\(formatter.policy.minimumConfidence)", "--finder": options.finder.rawValue,
    ]
    return own.merging(options.settings) { own, _ in own }
  }

  public func makeWorker() -> Worker {
    let classifier = Classifier(cascade: cascade, options: options)
    return { inputs in
      zip(inputs, try classifier.classify(inputs)).map { formatter.makeRow(path: $0.path, result: $1) }
    }
  }
}
