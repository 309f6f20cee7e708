import DigitTraining
import ImageEncoding
import Imaging
import LabelledData
import NumberSynthesis

/// Strips as a string network learns from them, each with its text, and beside it the same with a box around each sign:
/// red for digits, blue for separators, yellow for junk.
public struct NumberStripSheet {
  private static let columns = 4
  private static let rows = 24
  private static let captionHeight = BitmapFont.glyphHeight + 2

  private let strips: [(picture: GrayImage, signs: [PlacedSign])]

  /// `digits` may be empty: all digits are then drawn. The strips depend on `digits` and `seed` alone.
  public init(digits: LabelledDigits, seed: UInt64) {
    var synthesizer = StripSamples.synthesizer(digits)
    strips = (0..<Self.columns * Self.rows).map { index in
      var generator = SeededGenerator(for: .pages, seed: seed, index: index)
      return synthesizer.strip(using: &generator)
    }
  }

  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] { try ImageEncoder.png(rgb: render()) }

  package func render() -> ColorImage {
    let (stripWidth, stripHeight) = (NumberStrip.trainingWidth, NumberStrip.height)
    let (width, height) = (2 * stripWidth + Layout.margin, stripHeight + Self.captionHeight + Layout.gap)
    var canvas = Canvas(
      width: Layout.margin + Self.columns * width, height: Layout.margin + Self.rows * height, filledWith: .desk)
    for (index, strip) in strips.enumerated() {
      let left = Layout.margin + index % Self.columns * width
      let top = Layout.margin + index / Self.columns * height
      canvas.draw(strip.picture, x: left, y: top)
      canvas.draw(strip.picture, x: left + stripWidth, y: top)
      for sign in strip.signs {
        canvas.outline(sign.box.moved(right: left + stripWidth, down: top), with: sign.sign.color)
      }
      let text = String(strip.signs.map { $0.sign.character ?? "*" })
      canvas.draw(text.isEmpty ? "nothing" : text, x: left, y: top + stripHeight, color: .ink)
    }
    return canvas.image
  }
}

extension NumberSign {
  fileprivate var color: Canvas.Color {
    if self == .junk { return Canvas.Color(red: 200, green: 160, blue: 0) }
    return digit == nil ? Canvas.Color(red: 30, green: 80, blue: 230) : Canvas.Color(red: 214, green: 40, blue: 40)
  }
}

extension PlacedSign {
  fileprivate var box: PixelBox {
    let (x, y) = (Int(left), Int(top))
    return PixelBox(x: x, y: y, width: max(Int(right) - x, 1), height: max(Int(bottom) - y, 1))
  }
}
