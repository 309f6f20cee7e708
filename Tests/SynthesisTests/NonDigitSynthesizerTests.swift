import Imaging
import Synthesis
import TestSupport
import Testing

struct NonDigitSynthesizerTests {
  @Test(arguments: NonDigitSynthesizer.Kind.allCases, [24, 64])
  func everyKindHasInkInsideItsFrame(kind: NonDigitSynthesizer.Kind, size: Int) {
    for seed in UInt64(1)...150 {
      let image = drawing(kind, seed: seed, size: size)
      #expect(image.width == size && image.height == size)
      let share = Double(image.pixels.count { $0 > 60 }) / Double(image.pixels.count)
      #expect(share > 0.002 && share < 0.97, "\(kind), seed \(seed): \(share)")
    }
  }

  @Test(arguments: NonDigitSynthesizer.Kind.allCases)
  func sameSeedDrawsTheSame(kind: NonDigitSynthesizer.Kind) {
    for seed in UInt64(1)...20 {
      let isSame = drawing(kind, seed: seed, size: 40) == drawing(kind, seed: seed, size: 40)
      #expect(isSame, "\(kind), seed \(seed)")
    }
    let differentCount = Set((1...20).map { drawing(kind, seed: $0, size: 40).pixels }).count
    #expect(differentCount == 20)
  }

  /// Nothing that is taught as no digit may be a 1.
  @Test(arguments: [
    NonDigitSynthesizer.Kind.letter, .word, .sign, .box, .crossedDigit, .severalDigits, .cutNumber, .column,
    .digitsAndSigns,
  ])
  func noneIsAnUprightStroke(kind: NonDigitSynthesizer.Kind) {
    for seed in UInt64(1)...400 {
      let isStroke = isUprightStroke(drawing(kind, seed: seed, size: 64))
      #expect(!isStroke, "\(kind), seed \(seed)")
    }
  }

  /// Nor a 0: a box or bubble with one hole and nothing in it is as wide as it is tall, or almost.
  @Test func noBoxIsATallRing() {
    for seed in UInt64(1)...400 {
      let image = drawing(.box, seed: seed, size: 64)
      let isEmptyWithin = (24..<40).allSatisfy { y in (24..<40).allSatisfy { image[$0, y] < 60 } }
      guard isEmptyWithin, holes(in: image) == 1 else { continue }
      let box = inkBox(image, threshold: 60)
      #expect(Double(box.width) > 0.8 * Double(box.height), "seed \(seed)")
    }
  }

  @Test func testKnowsSticksAndRings() {
    var generator = SeededGenerator(seed: 3)
    var hand = HandStyle(using: &generator)
    (hand.nibContrast, hand.penWidth) = (0, 0.1)
    hand.write(1, inForm: 0)
    hand.write(0, inForm: 0)
    let stick = StrokeSynthesizer.draw(digit: 1, style: hand, size: 64, using: &generator)
    let ring = StrokeSynthesizer.draw(digit: 0, style: hand, size: 64, using: &generator)
    let areSticks = [stick, ring].map(isUprightStroke)
    #expect(areSticks == [true, false])
    let ringHoles = holes(in: ring)
    #expect(ringHoles == 1)
  }

  private func drawing(_ kind: NonDigitSynthesizer.Kind, seed: UInt64, size: Int) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    let hand = HandStyle(using: &generator)
    return NonDigitSynthesizer.draw(kind, style: hand, size: size, using: &generator)
  }

  /// Whether every row holds one short piece of ink, and the pieces lie on a steep straight line.
  private func isUprightStroke(_ image: GrayImage) -> Bool {
    var middles: [Float] = []
    let inked = (0..<image.height).map { y in (0..<image.width).filter { image[$0, y] > 60 } }
    let end = (inked.lastIndex { !$0.isEmpty } ?? 0) + 1
    for row in inked[..<end].drop(while: \.isEmpty) {
      guard let first = row.first, let last = row.last else { return false }
      guard last - first + 1 == row.count, row.count < image.width / 3 else { return false }
      middles.append(Float(first + last) / 2)
    }
    guard middles.count > image.height / 2 else { return false }
    // Ends may be round or taper.
    let inner = middles.dropFirst(4).dropLast(4)
    guard let top = inner.first, let bottom = inner.last else { return false }
    let step = (bottom - top) / Float(inner.count - 1)
    return inner.enumerated().allSatisfy { abs($1 - top - step * Float($0)) < 0.04 * Float(image.height) }
  }

  /// Patches of paper that do not reach the border.
  private func holes(in image: GrayImage) -> Int {
    var isSeen = image.pixels.map { $0 > 60 }
    var count = 0
    // The first patch is the paper around the drawing, whose frame keeps clear of ink.
    for start in isSeen.indices where !isSeen[start] {
      count += 1
      var open = [start]
      isSeen[start] = true
      while let place = open.popLast() {
        let (x, y) = (place % image.width, place / image.width)
        for (nextX, nextY) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
        where (0..<image.width).contains(nextX) && (0..<image.height).contains(nextY) {
          let next = nextY * image.width + nextX
          if !isSeen[next] {
            isSeen[next] = true
            open.append(next)
          }
        }
      }
    }
    return count - 1
  }
}
