import Augmentation
import Imaging
import Testing

struct ClutterTests {
  @Test func erasingTakesATenthAtMost() {
    let digit = DigitImage.drawn(8, seed: 23)
    for index in 0..<2_000 {
      var generator = SeededGenerator(seed: 23, epoch: 0, index: index)
      let erased = digit.changed { Clutter.erase(from: $0, using: &generator) }
      let lost = digit.pixels.indices.filter { erased.pixels[$0] != digit.pixels[$0] }
      #expect(lost.allSatisfy { erased.pixels[$0] == 0 })
      let (columns, rows) = (lost.map { $0 % 28 }, lost.map { $0 / 28 })
      #expect((columns.max() ?? 0) - (columns.min() ?? 0) < 8 && (rows.max() ?? 0) - (rows.min() ?? 0) < 8)
      #expect(digit.ink - erased.ink <= digit.ink / 10)
    }
  }

  @Test func specksOnlyAddInk() {
    let digit = DigitImage.drawn(3, seed: 29)
    var lines = 0
    for index in 0..<2_000 {
      var generator = SeededGenerator(seed: 29, epoch: 0, index: index)
      let speckled = digit.changed { Clutter.addSpecks(to: $0, using: &generator) }
      let added = digit.pixels.indices.filter { speckled.pixels[$0] != digit.pixels[$0] }
      #expect(added.allSatisfy { speckled.pixels[$0] > max(63, digit.pixels[$0]) })
      if added.count > 12 {
        lines += 1
        let edges = added.map { min($0 % 28, $0 / 28, 27 - $0 % 28, 27 - $0 / 28) }
        #expect(edges.allSatisfy { $0 < 3 })
      }
    }
    // A half, less those that are too short to tell from specks.
    #expect((700...1_050).contains(lines))
  }

  /// Each of `settings` alone, on many digits: which share of them changes.
  private func shareChanged(_ settings: AugmentationSettings) -> Double {
    let digit = DigitImage.drawn(2, seed: 31)
    var augmenter = Augmenter(settings: settings)
    let changed = (0..<4_000).filter { index in
      var generator = SeededGenerator(seed: 31, epoch: 0, index: index)
      return augmenter.augment(digit, using: &generator) != digit
    }
    return Double(changed.count) / 4_000
  }

  @Test func sharesAreThoseOfTheSettings() {
    // Eight draws in a row without ink are rare.
    #expect(abs(shareChanged(.only { $0.erase = 0.25 }) - 0.25) < 0.04)
    #expect(abs(shareChanged(.only { $0.specks = 0.1 }) - 0.1) < 0.02)
    #expect(abs(shareChanged(.only { $0.blur = 0.8 }) - 0.5) < 0.06)
    #expect(abs(shareChanged(.only { $0.stroke = 0.6 }) - 0.5) < 0.04)
    #expect(abs(shareChanged(.only { $0.elasticDisplacement = 1 }) - 0.7) < 0.04)
  }
}
