import Imaging
import Synthesis
import TestSupport
import Testing

/// Fingerprints of drawings: the bundled models were trained on these pixels.
struct DrawingGoldenTests {
  @Test func drawnDigitsAreThoseOfTheBundledModels() {
    var digest = Fingerprint()
    for index in 0..<400 {
      var generator = SeededGenerator(seed: 7, epoch: 0, index: index)
      let hand = HandStyle(using: &generator)
      let ink = StrokeSynthesizer.draw(digit: index % 10, style: hand, size: 26 + index % 39, using: &generator)
      digest.add(ink.pixels)
      digest.add(Surroundings.add(to: ink, style: hand, using: &generator).pixels)
    }
    #expect(digest.value == 0xF77C_4214_96C4_FC0F)
  }

  @Test func drawingsOfNoDigitAreThoseOfTheBundledModels() {
    var digest = Fingerprint()
    for kind in NonDigitSynthesizer.Kind.allCases {
      for index in 0..<40 {
        var generator = SeededGenerator(seed: 7, epoch: 1, index: index)
        let hand = HandStyle(using: &generator)
        let side = 26 + index % 39
        digest.add(NonDigitSynthesizer.draw(kind, style: hand, size: side, using: &generator).pixels)
      }
    }
    #expect(digest.value == 0xF08E_3CD3_CFBE_D893)
  }
}
