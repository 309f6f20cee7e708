import Augmentation
import Imaging
import LabelledData
import NeuralNetwork

/// What a run learns from: samples made anew in every epoch.
protocol TrainingSamples: Sendable {
  /// Samples in an epoch.
  var count: Int { get }
  /// Bytes of one sample, and of its mask; no mask where its label is all that is to be learned.
  var inputSize: Int { get }
  var maskSize: Int { get }
  /// For one thread, which keeps it.
  func maker() -> any SampleMaker
}

package protocol SampleMaker: AnyObject {
  /// Makes sample `index` of `epoch` and returns its label. It depends on nothing else but the run's `seed`.
  func make(
    _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
    mask: UnsafeMutableBufferPointer<UInt8>
  ) -> UInt8
}

/// Digits that are distorted, and recalled and drawn ones among them.
struct DigitSamples: TrainingSamples {
  let digits: LabelledDigits
  /// How often each of `digits` comes in an epoch.
  var repeats = 1
  /// Of these, `recalledCount` in an epoch are drawn at random. Their indices follow those of `digits`.
  var recalled = LabelledDigits()
  var recalledCount = 0
  /// Their indices come last.
  let synthetic: SyntheticDigits
  let augmentation: AugmentationSettings

  private var ownCount: Int { digits.count * repeats }
  package var count: Int { ownCount + recalledCount + synthetic.count }
  var inputSize: Int { DigitImage.pixelCount }
  var maskSize: Int { 0 }

  func maker() -> any SampleMaker { Maker(self) }

  private final class Maker: SampleMaker {
    private let samples: DigitSamples
    private var augmenter: Augmenter

    init(_ samples: DigitSamples) {
      self.samples = samples
      augmenter = Augmenter(settings: samples.augmentation)
    }

    func make(
      _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
      mask: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt8 {
      var generator = SeededGenerator(for: .augmentation, seed: seed, epoch: epoch, index: index)
      if index < samples.ownCount {
        return distort(index % samples.digits.count, of: samples.digits, into: input, using: &generator)
      }
      let other = index - samples.ownCount
      if other < samples.recalledCount {
        let chosen = Int.random(in: 0..<samples.recalled.count, using: &generator)
        return distort(chosen, of: samples.recalled, into: input, using: &generator)
      }
      let drawn = other - samples.recalledCount
      samples.synthetic.drawing(at: drawn, epoch: epoch).pixels.withUnsafeBufferPointer { pixels in
        augmenter.augment(pixels, into: input, using: &generator)
      }
      return samples.synthetic.label(of: drawn)
    }

    /// Returns the digit's label.
    private func distort(
      _ index: Int, of digits: LabelledDigits, into input: UnsafeMutableBufferPointer<UInt8>,
      using generator: inout SeededGenerator
    ) -> UInt8 {
      let range = index * DigitImage.pixelCount..<(index + 1) * DigitImage.pixelCount
      digits.pixels.withUnsafeBufferPointer { pixels in
        augmenter.augment(UnsafeBufferPointer(rebasing: pixels[range]), into: input, using: &generator)
      }
      return digits.labels[index]
    }
  }
}
