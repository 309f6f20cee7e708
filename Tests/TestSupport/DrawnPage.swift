import Imaging
import Synthesis

/// Paper of one shade, on which a steady hand writes digits in their plainest forms, the same each time.
package struct DrawnPage {
  package private(set) var image: GrayImage
  /// Of the ink, as a share of the digit's height.
  package var penWidth: Float = 0.08
  /// The shade of what is drawn from now on.
  package var ink: UInt8 = 40

  package init(width: Int, height: Int, shade: UInt8 = 240) {
    image = GrayImage(width: width, height: height, filledWith: shade)
  }

  /// Writes `digit` as large as fits into a square of `side` pixels whose corner is at (`x`, `y`).
  package mutating func write(_ digit: Int, form: String? = nil, x: Int, y: Int, side: Int) {
    var generator = SeededGenerator(seed: 1998, epoch: digit, index: side)
    let hand = hand(writing: digit, in: form, using: &generator)
    let cover = StrokeSynthesizer.draw(digit: digit, style: hand, size: side, using: &generator)
    for row in 0..<side {
      for column in 0..<side { blend(Float(cover[column, row]) / 255, x: x + column, y: y + row) }
    }
  }

  /// Writes digits into squares side by side, or one below the other, whose corners are `pitch` pixels apart.
  package mutating func write(_ digits: [Int], x: Int, y: Int, side: Int, pitch: Int, downwards: Bool = false) {
    for (index, digit) in digits.enumerated() {
      write(digit, x: x + (downwards ? 0 : index * pitch), y: y + (downwards ? index * pitch : 0), side: side)
    }
  }

  package mutating func fill(x columns: Range<Int>, y rows: Range<Int>) {
    for y in rows {
      for x in columns { blend(1, x: x, y: y) }
    }
  }

  /// Draws the outline of a rectangle, inside it.
  package mutating func box(x columns: Range<Int>, y rows: Range<Int>, width: Int) {
    fill(x: columns, y: rows.prefix(width))
    fill(x: columns, y: rows.suffix(width))
    fill(x: columns.prefix(width), y: rows)
    fill(x: columns.suffix(width), y: rows)
  }

  private func hand(writing digit: Int, in form: String?, using generator: inout SeededGenerator) -> HandStyle {
    var hand = HandStyle(using: &generator)
    (hand.pen, hand.penWidth, hand.pressureVariation, hand.taper) = (.felt, penWidth, 0, 0)
    (hand.slant, hand.turn, hand.aspect, hand.roundness) = (0, 0, 1, 0.04)
    (hand.tremor, hand.variation) = (0.001, 0.005)
    let forms = DigitForm.forms(of: digit)
    hand.write(digit, inForm: forms.firstIndex { $0.name == form } ?? 0)
    return hand
  }

  private mutating func blend(_ share: Float, x: Int, y: Int) {
    image[x, y] = UInt8(Float(image[x, y]) + share * (Float(ink) - Float(image[x, y])) + 0.5)
  }
}
