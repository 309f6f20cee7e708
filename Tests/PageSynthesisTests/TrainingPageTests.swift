import Imaging
import PageSynthesis
import Synthesis
import Testing

struct TrainingPageTests {
  private static let seed = UInt64.random(in: 0...UInt64.max)
  private let note: Comment = "seed \(seed)"

  @Test func sameGeneratorMakesTheSamePage() {
    var (one, other) = (synthesizer(), synthesizer())
    // The other has made something else before.
    _ = page(of: &other, 99)
    for index in 0..<200 {
      let first = page(of: &one, index)
      #expect(first == page(of: &other, index), note)
      #expect(first != page(of: &other, index + 1_000), note)
    }
  }

  @Test func whatTheBuffersHeldDoesNotMatter() {
    var synthesizer = synthesizer()
    var (picture, ink) = (bytes(7), bytes(200))
    for index in 0..<200 {
      let expected = page(of: &synthesizer, index)
      var generator = SeededGenerator(seed: Self.seed, epoch: 0, index: index)
      let label = picture.withUnsafeMutableBufferPointer { picture in
        ink.withUnsafeMutableBufferPointer { ink in
          synthesizer.page(picture: picture, ink: ink, using: &generator)
        }
      }
      #expect(label == expected.content.label && picture == expected.picture.pixels, note)
      #expect(ink == expected.ink.pixels, note)
    }
  }

  @Test(arguments: [false, true])
  func labelsComeAsOftenAsTheyShould(hasDigits: Bool) {
    var synthesizer = hasDigits ? synthesizer() : TrainingPageSynthesizer()
    var counts = [Int](repeating: 0, count: PageContent.labelCount)
    for index in 0..<2_000 { counts[Int(page(of: &synthesizer, index).content.label)] += 1 }
    // Five standard deviations to each side.
    #expect((1_235...1_445).contains(counts[..<10].reduce(0, +)), note)
    #expect((366...554).contains(counts[10]), note)
    #expect((133...267).contains(counts[11]), note)
    #expect(counts[..<10].allSatisfy { $0 > 60 }, note)
  }

  /// A digit that nobody sees cannot be learnt; ink where no digit is must not be.
  @Test func inkIsVisibleWhereADigitIsAndNowhereElse() {
    var synthesizer = synthesizer()
    var tooFaint = 0
    for index in 0..<1_000 {
      let page = page(of: &synthesizer, index)
      guard case .digit = page.content else {
        #expect(page.ink.pixels.allSatisfy { $0 == 0 }, note)
        continue
      }
      #expect(page.ink.pixels.contains { $0 > 200 }, note)
      let contrast = page.picture.pixels.withUnsafeBufferPointer { picture in
        page.ink.pixels.withUnsafeBufferPointer { InkContrast(of: picture, $0) }
      }
      if !contrast.isVisible { tooFaint += 1 }
    }
    // Even the last attempt, a plain page, may be marred by a neighbour.
    #expect(tooFaint <= 5, note)
  }

  /// The area is where the ink is: outside of it nothing of the digit may be, and in it something has to be.
  @Test func whatIsWrittenLiesWithinItsArea() throws {
    var synthesizer = synthesizer()
    for index in 0..<500 {
      let page = page(of: &synthesizer, index)
      #expect((synthesizer.written == nil) == (page.content == .nothing), note)
      guard let area = synthesizer.written else { continue }
      var shades: Set<UInt8> = []
      for y in 0..<TrainingPage.side {
        for x in 0..<TrainingPage.side {
          if area.rows.contains(y), area.columns.contains(x) {
            shades.insert(page.picture[x, y])
          } else {
            #expect(page.ink[x, y] < 128, note)
          }
        }
      }
      let (low, high) = (try #require(shades.min()), try #require(shades.max()))
      #expect(high - low >= 8, "page \(index), seed \(Self.seed)")
    }
  }

  /// Digits as small as a tenth of the picture are learnt, none that is smaller than can be read.
  @Test func someDigitsAreSmall() {
    var synthesizer = synthesizer()
    var small = 0
    for index in 0..<1_000 {
      let page = page(of: &synthesizer, index)
      guard case .digit = page.content else { continue }
      let inked = page.ink.pixels.indices.filter { page.ink.pixels[$0] > 127 }
      let rows = Set(inked.map { $0 / TrainingPage.side })
      let columns = Set(inked.map { $0 % TrainingPage.side })
      let length = max(rows.count, columns.count)
      #expect(length >= 7, "page \(index), seed \(Self.seed)")
      small += length <= 14 ? 1 : 0
    }
    #expect((15...120).contains(small), note)
  }

  @Test func marksFromElsewhereAreSomethingElse() {
    let calls = Counter()
    var synthesizer = TrainingPageSynthesizer(marks: { side, penWidth, _ in
      calls.add()
      #expect(side >= 8 && side <= 96 && penWidth > 0)
      return GrayImage(width: side, height: side, filledWith: 255)
    })
    let others = (0..<500).count { page(of: &synthesizer, $0).content == .somethingElse }
    #expect(calls.count > 0 && calls.count <= others, note)
  }

  @Test func labelsAndContentsMatch() {
    for label in 0..<UInt8(PageContent.labelCount) { #expect(PageContent(label: label).label == label) }
    #expect(PageContent.digit(7).label == 7)
  }

  private func page(of synthesizer: inout TrainingPageSynthesizer, _ index: Int) -> TrainingPage {
    var generator = SeededGenerator(seed: Self.seed, epoch: 0, index: index)
    return synthesizer.page(using: &generator)
  }

  private func bytes(_ value: UInt8) -> [UInt8] { Array(repeating: value, count: TrainingPage.pixelCount) }

  /// Ten drawn digits of 28×28 stand for MNIST.
  private func synthesizer() -> TrainingPageSynthesizer {
    var generator = SeededGenerator(seed: Self.seed)
    let digits = (0..<10).flatMap { digit in
      let hand = HandStyle(using: &generator)
      return StrokeSynthesizer.draw(digit: digit, style: hand, size: DigitImage.side, using: &generator).pixels
    }
    return TrainingPageSynthesizer(digits: digits, labels: Array(0...9))
  }
}

/// Counts on the one thread on which a synthesizer works.
private final class Counter: Sendable {
  private nonisolated(unsafe) var value = 0
  var count: Int { value }
  func add() { value += 1 }
}
