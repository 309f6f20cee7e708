import Imaging
import NumberSynthesis
import Synthesis
import TestSupport
import Testing

struct StripSynthesizerTests {
  private static let seed: UInt64 = 11

  /// Other pixels are another training of string networks.
  @Test func stripsAreTheSameOnEveryMachine() {
    var synthesizer = Self.synthesizer()
    var digest = Fingerprint()
    for index in 0..<400 {
      let strip = Self.strip(of: &synthesizer, index)
      digest.add(strip.picture.pixels)
      digest.add(strip.signs.map(\.sign.rawValue))
    }
    #expect(digest.value == 0x128E_A2E0_8E3F_BC05)
  }

  @Test func aStripDependsOnNothingButItsSeed() {
    var (first, second) = (Self.synthesizer(), Self.synthesizer())
    for index in 0..<20 { _ = Self.strip(of: &second, index) }
    for index in (0..<20).reversed() {
      let (one, other) = (Self.strip(of: &first, index), Self.strip(of: &second, index))
      #expect(one.picture == other.picture && one.signs == other.signs, "seed \(Self.seed), strip \(index)")
    }
  }

  /// All that is counted over many strips, which take some time to make.
  @Test func contentsHaveTheirShares() {
    var synthesizer = Self.synthesizer()
    let count = 3000
    var (empty, junk, junkAlone, short, separated) = (0, 0, 0, 0, 0)
    var digits = [Int](repeating: 0, count: 10)
    for index in 0..<count {
      let signs = Self.strip(of: &synthesizer, index).signs.map(\.sign)
      let length = signs.count { $0.digit != nil }
      if signs.isEmpty { empty += 1 }
      if signs.contains(.junk) { junk += 1 }
      if !signs.isEmpty, length == 0 { junkAlone += 1 }
      if 1...6 ~= length { short += 1 }
      if signs.contains(where: { $0.digit == nil && $0 != .junk }) { separated += 1 }
      for digit in signs.compactMap(\.digit) { digits[digit] += 1 }
      #expect(length <= 20, "seed \(Self.seed), strip \(index)")
    }
    func share(_ part: Int) -> Float { Float(part) / Float(count) }
    #expect(0.03...0.08 ~= share(empty))
    #expect(0.03...0.09 ~= share(junkAlone))
    #expect(0.1...0.35 ~= share(junk))
    #expect(0.65...0.9 ~= share(short))
    #expect(0.25...0.6 ~= share(separated))
    let all = Float(digits.reduce(0, +))
    for digit in 0...9 { #expect(0.06...0.2 ~= Float(digits[digit]) / all, "\(digit)") }
  }

  @Test func signsStandFromLeftToRightWithinTheStrip() {
    var synthesizer = Self.synthesizer()
    for index in 0..<500 {
      var last = -Float.infinity
      for placed in Self.strip(of: &synthesizer, index).signs {
        let middle = (placed.left + placed.right) / 2
        // Within a column of the network's answer; slopes move tall signs a little.
        #expect(middle > last - Float(NumberStrip.columnWidth) / 2, "seed \(Self.seed), strip \(index)")
        #expect(0 <= placed.left && placed.left < placed.right && placed.right <= Float(NumberStrip.trainingWidth))
        #expect(0 <= placed.top && placed.top < placed.bottom && placed.bottom <= Float(NumberStrip.height))
        last = middle
      }
    }
  }

  /// In strips without any shade of paper, ink is what differs from the shade that most pixels have.
  @Test func boxesHoldTheInkAndNoMore() {
    var synthesizer = Self.synthesizer()
    var (edges, inkedEdges, clean, held) = (0, 0, 0, 0)
    for index in 0..<1500 {
      let strip = Self.strip(of: &synthesizer, index)
      guard let paper = strip.picture.plainPaper else { continue }
      func hasInk(_ columns: ClosedRange<Float>, _ rows: ClosedRange<Float>) -> Bool {
        strip.picture.hasInk(on: paper, columns, rows)
      }
      for sign in strip.signs where sign.sign != .junk {
        edges += 4
        if hasInk(sign.left...sign.left + 3, sign.top...sign.bottom) { inkedEdges += 1 }
        if hasInk(sign.right - 3...sign.right, sign.top...sign.bottom) { inkedEdges += 1 }
        if hasInk(sign.left...sign.right, sign.top...sign.top + 3) { inkedEdges += 1 }
        if hasInk(sign.left...sign.right, sign.bottom - 3...sign.bottom) { inkedEdges += 1 }
      }
      guard !strip.signs.isEmpty else { continue }
      clean += 1
      if strip.picture.isHeld(by: strip.signs, on: paper) { held += 1 }
    }
    #expect(edges > 400 && inkedEdges * 100 >= edges * 95, "seed \(Self.seed): \(inkedEdges) of \(edges)")
    // Most have a rule, a stroke without a label or a neighbour besides.
    #expect(held * 20 >= clean, "seed \(Self.seed): \(held) of \(clean)")
  }

  @Test func writersAreKeptApart() {
    // Two writers whose digits are flat or upright bars, all of them labelled 0 … 9.
    var digits = [UInt8](repeating: 0, count: 20 * DigitImage.pixelCount)
    for index in 0..<20 {
      for step in 4..<24 {
        let place = index < 10 ? step * DigitImage.side + 14 : 14 * DigitImage.side + step
        digits[index * DigitImage.pixelCount + place] = 255
        digits[index * DigitImage.pixelCount + place + (index < 10 ? 1 : DigitImage.side)] = 255
      }
    }
    let labels = (0..<20).map { UInt8($0 % 10) }
    var synthesizer = StripSynthesizer(digits: digits, labels: labels, writers: (0..<20).map { Int32($0 / 10) })
    var mixed = 0
    for index in 0..<200 {
      let bars = Self.strip(of: &synthesizer, index).signs.filter { $0.sign.digit != nil }
      let upright = bars.count { $0.bottom - $0.top > 4 * ($0.right - $0.left) }
      let flat = bars.count { $0.right - $0.left > 4 * ($0.bottom - $0.top) }
      if upright > 0, flat > 0 { mixed += 1 }
    }
    #expect(mixed == 0)
  }

  private static func strip(
    of synthesizer: inout StripSynthesizer, _ index: Int
  ) -> (picture: GrayImage, signs: [PlacedSign]) {
    var generator = SeededGenerator(seed: seed, epoch: 0, index: index)
    return synthesizer.strip(using: &generator)
  }

  private static func synthesizer() -> StripSynthesizer {
    var generator = SeededGenerator(seed: seed)
    let digits = (0..<40).flatMap { index in
      let hand = HandStyle(using: &generator)
      return StrokeSynthesizer.draw(digit: index % 10, style: hand, size: DigitImage.side, using: &generator).pixels
    }
    return StripSynthesizer(
      digits: digits, labels: (0..<40).map { UInt8($0 % 10) }, writers: (0..<40).map { Int32($0 / 10) })
  }
}

extension GrayImage {
  /// The shade of four fifths of all pixels; nil where there is none.
  fileprivate var plainPaper: UInt8? {
    var counts = [Int](repeating: 0, count: 256)
    for pixel in pixels { counts[Int(pixel)] += 1 }
    return counts.firstIndex { $0 * 5 > pixels.count * 4 }.map(UInt8.init)
  }

  /// Whether one of the pixels that the ranges touch is clearly neither `paper` nor near it.
  fileprivate func hasInk(on paper: UInt8, _ columns: ClosedRange<Float>, _ rows: ClosedRange<Float>) -> Bool {
    let (left, right) = (max(Int(columns.lowerBound), 0), min(Int(columns.upperBound.rounded(.up)), width))
    let (top, bottom) = (max(Int(rows.lowerBound), 0), min(Int(rows.upperBound.rounded(.up)), height))
    guard left < right, top < bottom else { return false }
    return (top..<bottom).contains { y in (left..<right).contains { abs(Int(self[$0, y]) - Int(paper)) > 20 } }
  }
  /// Whether all that is clearly not `paper` lies in the boxes of `signs`, or within two pixels of them.
  fileprivate func isHeld(by signs: [PlacedSign], on paper: UInt8) -> Bool {
    let reach: Float = 2
    return pixels.indices.allSatisfy { index in
      let (x, y) = (Float(index % width) + 0.5, Float(index / width) + 0.5)
      return abs(Int(pixels[index]) - Int(paper)) <= 20
        || signs.contains {
          $0.left - reach...$0.right + reach ~= x && $0.top - reach...$0.bottom + reach ~= y
        }
    }
  }
}
