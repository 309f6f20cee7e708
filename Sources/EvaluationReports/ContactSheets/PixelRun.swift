import DigitRecognition
import Files
import ImageEncoding
import Inputs

/// Inputs → the 28×28 of each digit, for other programs.
public struct PixelRun {
  /// One input as the networks saw it.
  public struct Pixels: Sendable {
    /// The number of the input, from 1: its row in the table of `digits classify`.
    public var row: Int
    /// The input's file.
    public var path: FilePath
    /// For each digit in reading order, a PNG file of 28×28 grey pixels: 0 paper … 255 ink, the bytes that the networks
    /// take.
    public var digits: [[UInt8]]
  }

  /// What came of all inputs.
  public struct Total: Sendable {
    /// How many inputs were read.
    public var images = 0
    /// How many digits were found.
    public var digits = 0
    /// How many of the inputs are errors.
    public var failed = 0
    /// What folders held beside images.
    public var skipped = FolderWalker.Skipped()
  }

  private let classifier: Classifier

  /// Makes a run that finds digits with these models.
  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    classifier = Classifier(cascade: cascade, options: options)
  }

  /// Calls `write` with one input after another. Throws `noInput` when there is none, and `outputIsInput` for an input
  /// that is of `outputs`.
  public func run(
    _ arguments: [InputList.Argument], outputs: OutputGuard = OutputGuard(), write: (Pixels) throws -> Void
  ) throws -> Total {
    var total = Total()
    total.skipped = try PreviewRun.forEach(arguments, outputs: outputs) { input in
      let analysis = try classifier.analyze(input)
      let result = analysis.result
      let digits = try analysis.images(of: result).map { try ImageEncoder.png(gray: $0.picture) }
      total.images += 1
      total.digits += digits.count
      if case .failed = result { total.failed += 1 }
      try write(Pixels(row: total.images, path: input.path, digits: digits))
    }
    return total
  }
}
