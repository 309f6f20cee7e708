import Imaging
import Synthesis
import Testing

struct NonDigitSynthesizerTests {
  @Test(arguments: NonDigitSynthesizer.Kind.allCases, [24, 64])
  func everyKindHasInkInsideItsFrame(kind: NonDigitSynthesizer.Kind, size: Int) {
    for seed in UInt64(1)...150 {
      var generator = SeededGenerator(seed: seed)
      let hand = HandStyle(using: &generator)
      let image = NonDigitSynthesizer.draw(kind, style: hand, size: size, using: &generator)
      #expect(image.width == size && image.height == size)
      let share = Double(image.pixels.count { $0 > 60 }) / Double(image.pixels.count)
      #expect(share > 0.002 && share < 0.97, "\(kind), seed \(seed): \(share)")
    }
  }

  @Test func sameSeedDrawsTheSame() {
    func drawing(seed: UInt64) -> GrayImage {
      var generator = SeededGenerator(seed: seed)
      let hand = HandStyle(using: &generator)
      return NonDigitSynthesizer.draw(style: hand, size: 40, using: &generator)
    }
    for seed in UInt64(1)...40 { #expect(drawing(seed: seed) == drawing(seed: seed)) }
    #expect(Set((1...40).map { drawing(seed: $0).pixels }).count == 40)
  }
}
