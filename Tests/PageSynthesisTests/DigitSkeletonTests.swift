import Imaging
import PageSynthesis
import Synthesis
import Testing

struct DigitSkeletonTests {
  /// A digit drawn again along its middle line, with a pen of the same width, covers what it covered but for sharp
  /// corners.
  @Test(arguments: 0...9)
  func digitIsDrawnAgainFromItsMiddleLine(digit: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    var skeleton = DigitSkeleton()
    var missed = 0
    var added = 0
    var ink = 0
    for _ in 0..<50 {
      var hand = HandStyle(using: &generator)
      hand.pen = .felt
      hand.penWidth = 0.1
      hand.nibContrast = 0
      let drawn = StrokeSynthesizer.draw(digit: digit, style: hand, size: DigitImage.side, using: &generator)
      var track = PenTrack()
      drawn.pixels.withUnsafeBufferPointer { skeleton.trace($0, level: 128, into: &track) }
      track.widen(to: 0.1 * Float(DigitImage.side))
      var again = Plane()
      again.reset(PageFrame(width: DigitImage.side, height: DigitImage.side), to: 0)
      again.draw(track)
      for y in 0..<DigitImage.side {
        for x in 0..<DigitImage.side {
          let (before, after) = (drawn[x, y], again.values[y * Plane.rowLength + x])
          if before > 170 { ink += 1 }
          if before > 170, after < 0.2 { missed += 1 }
          if before < 30, after > 0.8 { added += 1 }
        }
      }
    }
    #expect(Double(missed) < 0.12 * Double(ink), "seed \(seed)")
    #expect(Double(added) < 0.03 * Double(ink), "seed \(seed)")
  }

  @Test func emptyPictureHasNoLine() {
    var (skeleton, track) = (DigitSkeleton(), PenTrack())
    let empty = [UInt8](repeating: 0, count: DigitImage.pixelCount)
    empty.withUnsafeBufferPointer { skeleton.trace($0, level: 1, into: &track) }
    #expect(track.isEmpty)
  }

  /// Ink up to the rim, and a picture of nothing but ink, stay within bounds.
  @Test func pictureFullOfInkIsTraced() {
    var (skeleton, track) = (DigitSkeleton(), PenTrack())
    let full = [UInt8](repeating: 255, count: DigitImage.pixelCount)
    full.withUnsafeBufferPointer { skeleton.trace($0, level: 128, into: &track) }
    #expect(!track.isEmpty)
  }
}
