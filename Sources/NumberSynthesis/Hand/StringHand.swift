import Imaging
import PageSynthesis
import Synthesis

/// The hand that writes all signs of a strip: that of a writer of kept digits, drawn again from their middle lines, or
/// one that draws them.
struct StringHand: Sendable {
  /// The chance that a strip is written in the hand of a kept writer, where there are any.
  private static let keptShare: Float = 0.55

  private var writing: Handwriting
  private let writers: WriterIndex
  private var style: HandStyle
  private var isKept = false
  private var writer: Int?
  /// Width relative to height, for kept digits.
  private var aspect: Float = 1
  /// The chance that a drawn digit has another form than the one before it of its kind.
  private var fickleness: Float = 0

  init(digits: [UInt8], labels: [UInt8], writers: [Int32]) {
    self.writers = WriterIndex(labels: labels, writers: writers)
    writing = Handwriting(pixels: digits, labels: labels)
    var generator = SeededGenerator(seed: 0)
    style = HandStyle(using: &generator)
  }

  /// Another hand from here on, with a pen `penShare` of a digit's height wide.
  mutating func change(penShare: Float, using generator: inout SeededGenerator) {
    style = HandStyle(using: &generator)
    style.penWidth = penShare
    style.variation = generator.uniform(0.008...0.025)
    // The line leans as a whole.
    style.slant = 0
    style.chooseNumberForms(using: &generator)
    fickleness = generator.happens(0.3) ? 0.25 : 0
    isKept = !writers.isEmpty && generator.happens(Self.keptShare)
    writer = writers.count > 0 ? generator.index(below: writers.count) : nil
    aspect = generator.uniform(0.75...1.3)
    writing.take(style)
  }

  /// Replaces `track` by `digit`, about 1 high, its foot at 0 and its left end near 0; widths are relative.
  mutating func write(_ digit: Int, into track: inout PenTrack, using generator: inout SeededGenerator) {
    if isKept, let index = writers.random(digit, by: writer, using: &generator) {
      writing.write(.kept(index), into: &track, using: &generator)
      let box = track.box
      let scale = 1 / max(box.size.y, 0.7 * box.size.x, 1)
      track.move(by: [-box.low.x, -box.high.y])
      track.transform(xx: scale * aspect, xy: 0, yx: 0, yy: scale)
      return
    }
    if generator.happens(fickleness) { style.chooseNumberForm(of: digit, using: &generator) }
    var drawn = style
    drawn.aspect = style.aspect(of: digit)
    writing.take(drawn)
    writing.write(.drawn(digit), into: &track, using: &generator)
    track.move(by: [0, -1])
  }

  /// Replaces `track` by `strokes` (1 high, y from 0 at the top to 1 at the foot), as this hand writes them, its foot at
  /// 0.
  mutating func draw(
    _ strokes: [DigitForm.Stroke], into track: inout PenTrack, using generator: inout SeededGenerator
  ) {
    writing.take(style)
    writing.draw(strokes, into: &track, using: &generator)
    track.move(by: [0, -1])
  }
}
