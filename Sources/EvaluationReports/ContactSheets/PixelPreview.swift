import Files
import ImageEncoding
import Inputs

extension PreviewRun {
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
  public struct PixelTotal: Sendable {
    /// How many inputs were read.
    public var images = 0
    /// How many digits were found.
    public var digits = 0
    /// How many of the inputs are errors.
    public var failed = 0
    /// What folders held beside images.
    public var skipped = FolderWalker.Skipped()
  }

  /// Calls `write` with one input after another. Throws `noInput` when there is none, and `outputIsInput` for an input
  /// that is of `outputs`.
  public func pixels(
    _ arguments: [InputList.Argument], outputs: OutputGuard = OutputGuard(), write: (Pixels) throws -> Void
  ) throws -> PixelTotal {
    var total = PixelTotal()
    total.skipped = try forEach(arguments, outputs: outputs) { input in
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
