import DigitTraining
import ImageEncoding
import Imaging
import LabelledData
import PageSynthesis

/// Pages as an ink network learns from them, each with its label, and beside it the same with the digit's ink in red.
public struct TrainingPageSheet {
  private static let columns = 8
  private static let rows = 12
  private static let captionHeight = BitmapFont.glyphHeight + Layout.gap

  private let pages: [TrainingPage]

  /// `digits` may be empty: all digits are then drawn. The pages depend on `digits` and `seed` alone.
  public init(digits: LabelledDigits, seed: UInt64) {
    var synthesizer = PageSamples.synthesizer(digits)
    pages = (0..<Self.columns * Self.rows).map { index in
      var generator = SeededGenerator(for: .pages, seed: seed, index: index)
      return synthesizer.page(using: &generator)
    }
  }

  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] { try ImageEncoder.png(rgb: render()) }

  package func render() -> ColorImage {
    let side = TrainingPage.side
    let (width, height) = (2 * side + Layout.margin, side + Self.captionHeight + Layout.gap)
    var canvas = Canvas(
      width: Layout.margin + Self.columns * width, height: Layout.margin + Self.rows * height, filledWith: .desk)
    for (index, page) in pages.enumerated() {
      let left = Layout.margin + index % Self.columns * width
      let top = Layout.margin + index / Self.columns * height
      canvas.draw(page.picture, x: left, y: top)
      canvas.draw(page.tinted, x: left + side, y: top)
      canvas.draw(page.content.caption, x: left, y: top + side + 2, color: .ink)
    }
    return canvas.image
  }
}

extension PageContent {
  fileprivate var caption: String {
    switch self {
    case .digit(let digit): "\(digit)"
    case .somethingElse: "something else"
    case .nothing: "nothing"
    }
  }
}

extension TrainingPage {
  /// The picture, red where the digit's ink is.
  fileprivate var tinted: ColorImage {
    var tinted = ColorImage(picture)
    for (index, ink) in ink.pixels.enumerated() {
      let share = 0.75 * Float(ink) / 255
      for (channel, tint) in [Float(255), 0, 0].enumerated() {
        let shade = Float(picture.pixels[index])
        tinted.samples[index * 3 + channel] = UInt8(shade + share * (tint - shade))
      }
    }
    return tinted
  }
}
