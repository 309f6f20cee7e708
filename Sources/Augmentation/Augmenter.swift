import Imaging

/// Makes new training digits out of old ones. What a digit becomes depends only on the settings and the generator, so
/// on (seed, epoch, index) and never on the thread. An augmenter belongs to one thread: it keeps its scratch memory.
/// The peak of what comes out is 255, as of all that ingestion emits.
public struct Augmenter: Sendable {
  /// The distortions and their ranges.
  public let settings: AugmentationSettings
  private let isIdle: Bool
  private var source = PaddedDigit()
  private var strokes = StrokeFilter()
  private var field: ElasticField
  private var blur = BlurFilter()
  private let shades: ShadeCurve

  /// An augmenter for one thread, which reuses its scratch memory.
  public init(settings: AugmentationSettings = AugmentationSettings()) {
    self.settings = settings
    isIdle = settings == .none
    field = ElasticField(sigma: settings.elasticSigma)
    shades = ShadeCurve(gamma: settings.gamma)
  }

  /// Writes a new version of `digit` to `output`; both hold 784 values, 0 paper … 255 ink.
  public mutating func augment(
    _ digit: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
    using generator: inout SeededGenerator
  ) {
    guard !isIdle else {
      _ = output.update(from: digit)
      return
    }
    source.load(digit)
    if settings.stroke > 0, generator.unit() < 0.5 {
      strokes.apply(amount: generator.uniform(-settings.stroke...settings.stroke), to: &source)
    }
    warp(into: output, renormalizing: generator.unit() < settings.renormalization, using: &generator)
    if settings.blur > 0, generator.unit() < 0.5 {
      blur.apply(sigma: generator.uniform(0...settings.blur), to: output)
    }
    ShadeCurve.stretch(output)
    shades.applyGamma(to: output, using: &generator)
    if generator.unit() < settings.erase { Clutter.erase(from: output, using: &generator) }
    if generator.unit() < settings.specks { Clutter.addSpecks(to: output, using: &generator) }
  }

  /// All geometry is composed before the one interpolation.
  private mutating func warp(
    into output: UnsafeMutableBufferPointer<UInt8>, renormalizing: Bool, using generator: inout SeededGenerator
  ) {
    let map = AffineMap(settings, using: &generator)
    let bends = settings.elasticDisplacement > 0 && generator.unit() < 0.7
    if bends {
      field.draw(displacement: generator.uniform(0...settings.elasticDisplacement), using: &generator)
      field.evaluate(at: Framing())
    }
    guard renormalizing else {
      source.warp(by: map, movedBy: bends ? field : nil, into: output)
      return
    }
    let framing = Renormalization.framing(of: source, warpedBy: map, movedBy: bends ? field : nil)
    if bends { field.evaluate(at: framing) }
    source.warp(by: map.after(framing), movedBy: bends ? field : nil, into: output)
    Renormalization.centre(output)
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
