import Imaging
import Synthesis
import TestSupport
import Testing

struct StrokeSynthesizerTests {
  @Test(arguments: 0...9)
  func everyFormFillsItsFrameAndStaysInside(digit: Int) {
    for form in DigitForm.forms(of: digit).indices {
      for seed in UInt64(1)...20 {
        var generator = SeededGenerator(seed: seed)
        var hand = HandStyle(using: &generator)
        hand.write(digit, inForm: form)
        let image = StrokeSynthesizer.draw(digit: digit, style: hand, size: 64, using: &generator)
        let label: Comment = "\(digit) \(hand.form(of: digit).name), seed \(seed)"
        #expect(borderIsEmpty(image), label)
        let box = inkBox(image, threshold: 20)
        #expect((52...64).contains(max(box.width, box.height)), label)
        // The thinnest digit is a stick of 3 % of the height; the thickest covers less than two thirds.
        let share = Double(image.pixels.count { $0 > 60 }) / Double(image.pixels.count)
        #expect((0.01...0.66).contains(share), label)
      }
    }
  }

  @Test func sameSeedDrawsTheSame() {
    #expect(drawing(of: 8, seed: 11) == drawing(of: 8, seed: 11))
    #expect(drawing(of: 8, seed: 11) != drawing(of: 8, seed: 12))
  }

  /// The area of an upright stick over its height is the pen's width.
  @Test(arguments: [Float(0.07), 0.1, 0.14, 0.18])
  func stickIsAsWideAsThePen(penWidth: Float) {
    var generator = SeededGenerator(seed: 5)
    var hand = HandStyle(using: &generator)
    hand.write(1, inForm: 0)
    (hand.pen, hand.penWidth) = (.felt, penWidth)
    hand.slant = 0
    hand.turn = 0
    hand.taper = 0
    hand.pressureVariation = 0
    hand.nibContrast = 0
    let image = StrokeSynthesizer.draw(digit: 1, style: hand, size: 200, using: &generator)
    let height = Float(inkBox(image, threshold: 100).height)
    let area = Float(image.pixels.count { $0 > 100 })
    #expect(abs(area / height / height - penWidth) < 0.08 * penWidth)
  }

  /// A 7 of two straight lines: its top is level, its stem a downstroke.
  @Test func nibThinsLevelStrokes() throws {
    var generator = SeededGenerator(seed: 5)
    var hand = HandStyle(using: &generator)
    let square = try #require(DigitForm.forms(of: 7).firstIndex { $0.name == "square" })
    hand.write(7, inForm: square)
    (hand.pen, hand.penWidth) = (.felt, 0.12)
    hand.slant = 0
    hand.turn = 0
    hand.taper = 0
    hand.pressureVariation = 0
    func topToStem(nibContrast: Float) -> Double {
      hand.nibContrast = nibContrast
      var generator = generator
      let image = StrokeSynthesizer.draw(digit: 7, style: hand, size: 200, using: &generator)
      let box = inkBox(image, threshold: 100)
      let left = (image.width - box.width) / 2
      let top = (0..<image.height / 2).count { image[left + box.width / 3, $0] > 100 }
      let stem = (0..<image.width).count { image[$0, image.height * 2 / 3] > 100 }
      return Double(top) / Double(stem)
    }
    #expect(abs(topToStem(nibContrast: 0) - 1) < 0.15)
    #expect(topToStem(nibContrast: 0.7) < 0.55)
  }

  @Test(arguments: 0...9)
  func sameSeedDrawsEveryFormTheSame(digit: Int) {
    func drawing(form: Int, seed: UInt64) -> GrayImage {
      var generator = SeededGenerator(seed: seed)
      var hand = HandStyle(using: &generator)
      hand.write(digit, inForm: form)
      return StrokeSynthesizer.draw(digit: digit, style: hand, size: 40, using: &generator)
    }
    let forms = DigitForm.forms(of: digit).indices
    let drawings = forms.map { drawing(form: $0, seed: 4).pixels }
    let areSame = drawings == forms.map { drawing(form: $0, seed: 4).pixels }
    #expect(areSame)
    let differentCount = Set(drawings).count
    #expect(differentCount == forms.count)
  }

  @Test func handsHavePensOfEveryWidthInTheStatedRange() {
    var generator = SeededGenerator(seed: 6)
    let widths = (0..<500).map { _ in HandStyle(using: &generator).penWidth }
    #expect(widths.allSatisfy(HandStyle.penWidths.contains))
    let mean = widths.reduce(0, +) / 500
    #expect(abs(mean - 0.11) < 0.006)
    #expect((widths.max() ?? 0) - (widths.min() ?? 0) > 0.2)
  }

  @Test(arguments: 0...9)
  func formsComeAsOftenAsTheirWeightsSay(digit: Int) {
    let forms = DigitForm.forms(of: digit)
    #expect(forms.allSatisfy { $0.digit == digit && $0.weight > 0 })
    let total = forms.reduce(0) { $0 + $1.weight }
    var generator = SeededGenerator(seed: 12)
    var counts = forms.map { _ in Float(0) }
    for _ in 0..<20_000 { counts[DigitForm.randomIndex(of: digit, using: &generator)] += 1 / 20_000 }
    for (form, count) in zip(forms, counts) {
      #expect(abs(count - form.weight / total) < 0.015, "\(digit) \(form.name)")
    }
    #expect(abs(counts.reduce(0, +) - 1) < 0.001)
  }

  /// Two drawings of one hand differ less than those of two hands.
  @Test(arguments: [0, 2, 5, 8])
  func handIsConsistent(digit: Int) {
    var generator = SeededGenerator(seed: 7)
    var (own, other) = (0.0, 0.0)
    var previous = GrayImage(width: 64, height: 64, filledWith: 0)
    for hand in (0..<40).map({ _ in HandStyle(using: &generator) }) {
      let first = StrokeSynthesizer.draw(digit: digit, style: hand, size: 64, using: &generator)
      let second = StrokeSynthesizer.draw(digit: digit, style: hand, size: 64, using: &generator)
      own += difference(first, second)
      other += difference(second, previous)
      previous = first
    }
    #expect(own > 0 && own < 0.7 * other)
  }

  private func drawing(of digit: Int, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    let hand = HandStyle(using: &generator)
    return StrokeSynthesizer.draw(digit: digit, style: hand, size: 40, using: &generator)
  }

  private func difference(_ one: GrayImage, _ other: GrayImage) -> Double {
    zip(one.pixels, other.pixels).reduce(0) { $0 + Double(abs(Int($1.0) - Int($1.1))) }
  }

  private func borderIsEmpty(_ image: GrayImage) -> Bool {
    let last = image.width - 1
    return (0...last).allSatisfy { i in
      image[i, 0] == 0 && image[i, last] == 0 && image[0, i] == 0 && image[last, i] == 0
    }
  }
}
