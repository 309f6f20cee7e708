import ImageIngestion
import Imaging
import NeuralNetwork
import Synthesis

/// Pages with one digit, several, or none, on which the ink network learns: as many as there are digits to write.
struct PageSamples: TrainingSamples {
  let digits: LabelledDigits

  var count: Int { digits.count }
  var inputSize: Int { InkPlanes.pixelCount }
  var maskSize: Int { InkPlanes.pixelCount }

  func maker() -> any SampleMaker { Maker(digits) }

  private final class Maker: SampleMaker {
    private var synthesizer: TrainingPageSynthesizer
    private var picture = GrayImage(width: InkWindow.resolution, height: InkWindow.resolution, filledWith: 0)
    private var ink = [UInt8](repeating: 0, count: InkPlanes.pixelCount)

    init(_ digits: LabelledDigits) {
      synthesizer = TrainingPageSynthesizer(digits: digits.pixels, labels: digits.labels)
    }

    func make(
      _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
      mask: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt8 {
      var generator = SeededGenerator(seed: seed, epoch: epoch, index: index)
      let label = picture.pixels.withUnsafeMutableBufferPointer { picture in
        ink.withUnsafeMutableBufferPointer { ink in
          synthesizer.page(picture: picture, ink: ink, using: &generator)
        }
      }
      InkWindow.stretched(picture).pixels.withUnsafeBufferPointer { InkPlanes.split($0, into: input) }
      ink.withUnsafeBufferPointer { InkPlanes.split($0, into: mask) }
      return label
    }
  }
}
