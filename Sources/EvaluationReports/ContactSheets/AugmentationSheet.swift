import Augmentation
import DigitRecognition
import Files
import ImageEncoding
import ImageIngestion
import Imaging
import Inputs

/// One digit, large, and 64 versions of it as training would make them.
public struct AugmentationSheet {
  private static let versionsPerSide = 8
  /// The 28×28 enlarged three times.
  private static let versionSide = DigitImage.side * 3

  private let name: String
  private let digit: DigitImage
  private let versions: [DigitImage]

  /// The first of the inputs; throws `noInput` when there is none or it has no digit, `unreadableFile` when it is no
  /// picture, and `outputIsInput` when it is of `outputs`. The versions depend on `settings` and `seed` alone.
  public init(
    _ arguments: [InputList.Argument], options: ScanNormalizer.Options, settings: AugmentationSettings, seed: UInt64,
    outputs: OutputGuard = OutputGuard()
  ) throws {
    var inputs = InputList(arguments)
    guard let input = inputs.next(limit: 1).first else {
      throw inputs.mistake ?? InputList.nothing(in: arguments, skipped: inputs.skipped)
    }
    try outputs.check(input.path)
    let name = input.path.text
    switch ScanNormalizer(options).read(input.path) {
    case .success(let reading):
      guard let digit = reading.extraction.digit else {
        throw InputError.noInput(detail: "\(name) is blank; name a scan that has a digit")
      }
      self.init(of: digit, name: name, settings: settings, seed: seed)
    case .failure(let failure):
      throw FileError.unreadableFile(path: name, reason: (input.problem ?? failure).reason)
    }
  }

  package init(of digit: DigitImage, name: String, settings: AugmentationSettings, seed: UInt64) {
    var augmenter = Augmenter(settings: settings)
    self.name = name
    self.digit = digit
    versions = (0..<Self.versionsPerSide * Self.versionsPerSide).map { index in
      var generator = SeededGenerator(for: .augmentation, seed: seed, index: index)
      return augmenter.augment(digit, using: &generator)
    }
  }

  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] { try ImageEncoder.png(rgb: render()) }

  package func render() -> ColorImage {
    let pitch = Self.versionSide + Layout.gap
    let top = 2 * Layout.margin + Layout.panelSide
    let side = Self.versionsPerSide * pitch - Layout.gap
    var canvas = Canvas(
      width: side + 2 * Layout.margin, height: top + side + Layout.margin, filledWith: .desk)
    canvas.draw(digit.picture.fitted(into: Layout.panelSide), x: Layout.margin, y: Layout.margin)
    let left = Layout.margin + Layout.panelSide + Layout.gap
    let caption = BitmapFont.shorten(name, toFit: Layout.margin + side - left)
    canvas.draw(caption, x: left, y: Layout.margin, color: .ink)
    for (index, version) in versions.enumerated() {
      canvas.draw(
        version.picture.fitted(into: Self.versionSide), x: Layout.margin + index % Self.versionsPerSide * pitch,
        y: top + index / Self.versionsPerSide * pitch)
    }
    return canvas.image
  }
}

extension DigitImage {
  /// Light ink on black, as the network sees it.
  var picture: GrayImage {
    GrayImage(width: DigitImage.side, height: DigitImage.side, pixels: pixels)
  }
}
