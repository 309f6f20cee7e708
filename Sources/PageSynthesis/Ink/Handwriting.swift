import Imaging
import Synthesis

/// Writes digits: those of MNIST, drawn again from their middle lines, and those of `HandStyle`.
package struct Handwriting: Sendable {
  /// count × 784 values, 0 paper … 255 ink.
  private let pixels: [UInt8]
  private let labels: [UInt8]
  private var skeleton = DigitSkeleton()
  private var hand: HandStyle

  /// The chance that a page is written in MNIST's hands, where there are any.
  private static let mnistShare: Float = 0.55
  /// How often a drawn page shows each digit: those made of straight lines more often.
  private static let drawnDigits = [0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9]

  /// A writer of the digits in `pixels` (784 values each, 0 paper … 255 ink) with their `labels`, and of drawn ones.
  package init(pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count == labels.count * DigitImage.pixelCount)
    (self.pixels, self.labels) = (pixels, labels)
    var generator = SeededGenerator(seed: 0)
    hand = HandStyle(using: &generator)
  }

  /// A sign to write: a digit of MNIST by its index, or a digit to be drawn.
  package enum Sign: Sendable {
    case kept(Int)
    case drawn(Int)
  }

  package func chooseSign(using generator: inout SeededGenerator) -> Sign {
    if !labels.isEmpty, generator.happens(Self.mnistShare) { return .kept(generator.index(below: labels.count)) }
    return .drawn(Self.drawnDigits[generator.index(below: Self.drawnDigits.count)])
  }

  func digit(of sign: Sign) -> Int {
    switch sign {
    case .kept(let index): Int(labels[index])
    case .drawn(let digit): digit
    }
  }

  /// Another hand for what is drawn from here on.
  mutating func changeHand(penShare: Float, using generator: inout SeededGenerator) {
    hand = HandStyle(using: &generator)
    hand.penWidth = penShare
    hand.variation = generator.uniform(0.008...0.025)
  }

  /// What is drawn from here on is in the hand `style`.
  package mutating func take(_ style: HandStyle) { hand = style }

  /// Replaces `track` by the path of `sign`, about upright, in a unit of its own, widths relative.
  package mutating func write(_ sign: Sign, into track: inout PenTrack, using generator: inout SeededGenerator) {
    switch sign {
    case .drawn(let digit): draw(digit, into: &track, using: &generator)
    case .kept(let index):
      let level = UInt8(generator.uniform(80...130))
      let start = index * DigitImage.pixelCount
      pixels.withUnsafeBufferPointer { pixels in
        let digit = UnsafeBufferPointer(rebasing: pixels[start..<start + DigitImage.pixelCount])
        skeleton.trace(digit, level: level, into: &track)
      }
      if track.isEmpty { draw(Int(labels[index]), into: &track, using: &generator) }
    }
  }

  private func draw(_ digit: Int, into track: inout PenTrack, using generator: inout SeededGenerator) {
    draw(hand.strokes(of: digit), into: &track, using: &generator)
  }

  /// Replaces `track` by `strokes` as the hand for what is drawn writes them; widths are relative.
  package func draw(
    _ strokes: [DigitForm.Stroke], into track: inout PenTrack, using generator: inout SeededGenerator
  ) {
    track.removeAll()
    for stroke in strokes {
      let path = PenPath(stroke.jittered(by: hand.variation, using: &generator), style: hand, using: &generator)
      // The path is finer than a page of 96 pixels needs.
      let last = path.points.count - 1
      for i in path.points.indices where i % 2 == 0 || i == last {
        track.add(path.points[i], radius: path.radii[i] * 2 / hand.penWidth, isStart: i == 0)
      }
    }
    track.transform(xx: hand.aspect, xy: -hand.slant, yx: 0, yy: 1)
  }
}
