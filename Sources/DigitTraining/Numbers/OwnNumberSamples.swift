import Augmentation
import Imaging
import NeuralNetwork

/// Lines of a user's own numbers, distorted, and drawn strips among them. Of the user's, only the text is known, not the
/// places of its signs.
package struct OwnNumberSamples: TrainingSamples {
  let lines: [OwnNumbers.Line]
  /// How often each of `lines` comes in an epoch.
  let repeats: Int
  /// Their indices follow those of `lines`.
  let replayed: StripSamples

  package init(lines: [OwnNumbers.Line], repeats: Int, replayed: StripSamples) {
    (self.lines, self.repeats, self.replayed) = (lines, repeats, replayed)
  }

  private var ownCount: Int { lines.count * repeats }
  package var count: Int { ownCount + replayed.count }
  var inputSize: Int { replayed.inputSize }
  var maskSize: Int { replayed.maskSize }

  package func maker() -> any SampleMaker { Maker(self) }

  private final class Maker: SampleMaker {
    private let samples: OwnNumberSamples
    private let replayed: any SampleMaker
    private let augmenter = StripAugmenter()
    private var picture = GrayImage(width: NumberStrip.trainingWidth, height: NumberStrip.height, filledWith: 0)

    init(_ samples: OwnNumberSamples) {
      self.samples = samples
      replayed = samples.replayed.maker()
    }

    /// The label is always 0: what is to be learned is in the mask's place, a `LineTruth`.
    func make(
      _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
      mask: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt8 {
      guard index < samples.ownCount else {
        return replayed.make(index - samples.ownCount, epoch: epoch, seed: seed, into: input, mask: mask)
      }
      var generator = SeededGenerator(for: .augmentation, seed: seed, epoch: epoch, index: index)
      let line = samples.lines[index % samples.lines.count]
      picture.pixels.withUnsafeMutableBufferPointer { augmenter.augment(line.strip, into: $0, using: &generator) }
      StripSamples.write(picture, line.labels.map(LineTruth.Mark.init(label:)), into: input, mask: mask)
      return 0
    }
  }
}
