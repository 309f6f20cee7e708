import Augmentation
import Imaging
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

protocol SampleMaker: AnyObject {
  /// Makes sample `index` of `epoch` and returns its label. It depends on nothing else but the run's `seed`.
  func make(
    _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
    mask: UnsafeMutableBufferPointer<UInt8>
  ) -> UInt8
}

/// Digits that are distorted, and drawn ones among them.
struct DigitSamples: TrainingSamples {
  let digits: LabelledDigits
  /// Their indices follow those of `digits`.
  let synthetic: SyntheticDigits
  let augmentation: AugmentationSettings

  var count: Int { digits.count + synthetic.count }
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
      var generator = SeededGenerator(seed: seed, epoch: epoch, index: index)
      let digits = samples.digits
      if index < digits.count {
        let range = index * DigitImage.pixelCount..<(index + 1) * DigitImage.pixelCount
        digits.pixels.withUnsafeBufferPointer { pixels in
          augmenter.augment(UnsafeBufferPointer(rebasing: pixels[range]), into: input, using: &generator)
        }
        return digits.labels[index]
      }
      let drawn = index - digits.count
      samples.synthetic.drawing(at: drawn, epoch: epoch).pixels.withUnsafeBufferPointer { pixels in
        augmenter.augment(pixels, into: input, using: &generator)
      }
      return samples.synthetic.label(of: drawn)
    }
  }
}
