import Imaging

/// Makes new training digits out of old ones. What a digit becomes depends only on the settings and the generator, so
/// on (seed, epoch, index) and never on the thread. An augmenter belongs to one thread: it keeps its scratch memory.
public struct Augmenter: Sendable {
  public let settings: AugmentationSettings
  private var source = PaddedDigit()
  private var strokes = StrokeFilter()

  public init(settings: AugmentationSettings = AugmentationSettings()) {
    self.settings = settings
  }

  /// Writes a new version of `digit` to `output`; both hold 784 values, 0 paper … 255 ink.
  public mutating func augment(
    _ digit: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    using generator: inout SeededGenerator
  ) {
    guard settings != .none else {
      _ = output.update(from: digit)
      return
    }
    source.load(digit)
    source.warp(by: AffineMap(settings, using: &generator), into: output)
    let amount = generator.uniform(-settings.stroke...settings.stroke)
    if generator.unit() < 0.5 { strokes.apply(amount: amount, to: output) }
  }

  /// A new version of `digit`.
  public mutating func augment(_ digit: DigitImage, using generator: inout SeededGenerator) -> DigitImage {
    var result = DigitImage()
    digit.pixels.withUnsafeBufferPointer { input in
      result.pixels.withUnsafeMutableBufferPointer { augment(input, into: $0, using: &generator) }
    }
    return result
  }
}
