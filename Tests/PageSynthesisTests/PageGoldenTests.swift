import Imaging
import PageSynthesis
import Synthesis
import TestSupport
import Testing

/// Fingerprints of pages: the bundled ink network was trained on these pixels, and `samples/` holds such pictures.
struct PageGoldenTests {
  @Test func trainingPagesAreThoseOfTheBundledModels() {
    var generator = SeededGenerator(seed: 7)
    let digits = (0..<10).flatMap { digit in
      let hand = HandStyle(using: &generator)
      return StrokeSynthesizer.draw(digit: digit, style: hand, size: DigitImage.side, using: &generator).pixels
    }
    var synthesizer = TrainingPageSynthesizer(digits: digits, labels: Array(0...9)) { side, penWidth, generator in
      var hand = HandStyle(using: &generator)
      hand.penWidth = penWidth / Float(side)
      return NonDigitSynthesizer.draw(style: hand, size: side, using: &generator)
    }
    var digest = Fingerprint()
    for index in 0..<400 {
      var generator = SeededGenerator(seed: 7, epoch: 2, index: index)
      let page = synthesizer.page(using: &generator)
      digest.add(page.picture.pixels)
      digest.add(page.ink.pixels)
      digest.add([page.content.label])
    }
    #expect(digest.value == 0xD83C_CF13_7B64_6B43)
  }

  @Test func samplePagesAreThoseOfTheFolder() {
    var digest = Fingerprint()
    for index in 0..<60 {
      var generator = SeededGenerator(seed: 7, epoch: 3, index: index)
      let hand = HandStyle(using: &generator)
      var page = Page(width: 60 + index, height: 90, using: &generator)
      page.marks = [Mark(from: [0.1, 0.2], to: [0.9, 0.25], width: 0.03, color: Page.red, softness: 0.02)]
      page.neighbours = [Page.Neighbour(digit: 3, center: [0, 0.4])]
      digest.add(PageSynthesizer.draw(digit: index % 10, hand: hand, on: page, using: &generator).samples)
    }
    #expect(digest.value == 0x18F8_FDDA_EA7B_2B66)
  }
}
