import Imaging
import Synthesis
import TestSupport
import Testing

struct SurroundingsTests {
  @Test func digitStaysWholeAndLittleIsAdded() {
    var widened = 0
    for seed in UInt64(1)...200 {
      var generator = SeededGenerator(seed: seed)
      let hand = HandStyle(using: &generator)
      let digit = Int(seed % 10)
      let ink = StrokeSynthesizer.draw(digit: digit, style: hand, size: 48, using: &generator)
      let image = Surroundings.add(to: ink, style: hand, using: &generator)
      let (before, after) = (inkBox(ink, threshold: 40), inkBox(image, threshold: 40))
      // A third of the height holds a stop with its gap, or less than half of a round neighbour; a line may be as wide
      // as the picture.
      #expect(after.width >= before.width && after.width <= max(48, before.width + 18), "seed \(seed)")
      #expect(after.height >= before.height && after.height <= before.height + 9, "seed \(seed)")
      let isWhole = holds(image, ink)
      #expect(isWhole, "seed \(seed)")
      if image != ink { widened += 1 }
    }
    #expect(widened > 180)
  }

  /// Whether `part`, moved sideways, lies within `image`.
  private func holds(_ image: GrayImage, _ part: GrayImage) -> Bool {
    (-part.width...image.width).contains { offset in
      (0..<part.height).allSatisfy { y in
        (0..<part.width).allSatisfy { x in
          guard part[x, y] > 40 else { return true }
          return (0..<image.width).contains(x + offset) && image[x + offset, y] >= part[x, y]
        }
      }
    }
  }
}
