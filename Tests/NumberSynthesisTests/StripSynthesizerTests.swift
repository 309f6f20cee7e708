import Imaging
import NumberSynthesis
import Synthesis
import TestSupport
import Testing

struct StripSynthesizerTests {
  private static let seed: UInt64 = 11

  /// A string network is trained on these pixels.
  @Test func stripsAreThoseOfTheBundledModel() {
    var synthesizer = Self.synthesizer()
    var digest = Fingerprint()
    for index in 0..<400 {
      let strip = Self.strip(of: &synthesizer, index)
      digest.add(strip.picture.pixels)
      digest.add(strip.signs.map(\.sign.rawValue))
    }
    #expect(digest.value == 0)
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
