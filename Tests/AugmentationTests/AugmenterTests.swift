import Augmentation
import Imaging
import Testing

struct AugmenterTests {
  @Test func noneChangesNothing() {
    for seed in 1...50 as ClosedRange<UInt64> {
      let digit = DigitImage.random(seed: seed)
      #expect(digit.augmented(.none, seed: seed) == digit)
    }
  }

  @Test func sameSeedEpochAndIndexGiveTheSameDigit() {
    let digit = DigitImage.drawn(9, seed: 9)
    func version(epoch: Int, index: Int, after others: Int = 0) -> DigitImage {
      var augmenter = Augmenter()
      for other in 0..<others {
        var generator = SeededGenerator(seed: 7, epoch: 0, index: other)
        _ = augmenter.augment(DigitImage.random(seed: 9), using: &generator)
      }
      var generator = SeededGenerator(seed: 42, epoch: epoch, index: index)
      return augmenter.augment(digit, using: &generator)
    }
    for index in 0..<50 {
      // Neither another augmenter nor what it did before counts.
      #expect(version(epoch: 3, index: index) == version(epoch: 3, index: index, after: 20))
      #expect(version(epoch: 3, index: index) != version(epoch: 4, index: index))
      #expect(version(epoch: 3, index: index) != version(epoch: 3, index: index + 1))
    }
  }

  @Test func thePeakIs255() {
    var settings = AugmentationSettings()
    settings.gamma = 0
    for index in 0..<1_000 as Range<UInt64> {
      let version = DigitImage.drawn(Int(index % 10), seed: index).augmented(settings, seed: index)
      #expect((version.pixels.max() ?? 0) >= 200)
    }
  }
}
