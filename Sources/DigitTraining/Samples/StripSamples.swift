import DigitRecognition
import ImageIngestion
import Imaging
import LabelledData
import NeuralNetwork
import NumberSynthesis
import Synthesis

/// Strips with numbers, on which the string network learns: as many as there are digits to write them with, unless another
/// count is given.
package struct StripSamples: TrainingSamples {
  let digits: LabelledDigits

  package let count: Int

  package init(digits: LabelledDigits, count: Int? = nil) {
    (self.digits, self.count) = (digits, count ?? digits.count)
  }

  package var inputSize: Int { NumberStrip.trainingWidth * NumberStrip.height }
  var maskSize: Int { LineTruth.byteCount }

  package func maker() -> any SampleMaker { Maker(digits) }

  /// Marks in which no digit is to be read.
  private static let marks: [NonDigitSynthesizer.Kind] = [.letter, .letter, .word, .scribble, .crossedDigit]

  /// What makes the strips: written with `digits`, and with some of what is drawn as no digit.
  package static func synthesizer(_ digits: LabelledDigits) -> StripSynthesizer {
    StripSynthesizer(digits: digits.pixels, labels: digits.labels, writers: digits.writers) {
      side, penWidth, generator in
      var hand = HandStyle(using: &generator)
      hand.penWidth = penWidth / Float(side)
      let kind = marks[generator.index(below: marks.count)]
      return NonDigitSynthesizer.draw(kind, style: hand, size: side, using: &generator)
    }
  }

  /// Writes a sample: the strip as the network sees it, and what stands in it.
  static func write(
    _ picture: GrayImage, _ marks: [LineTruth.Mark], into input: UnsafeMutableBufferPointer<UInt8>,
    mask: UnsafeMutableBufferPointer<UInt8>
  ) {
    InkWindow.stretched(picture).pixels.withUnsafeBufferPointer {
      InkPlanes.split($0, width: NumberStrip.trainingWidth, into: input)
    }
    LineTruth(marks).write(to: mask)
  }

  private final class Maker: SampleMaker {
    private var synthesizer: StripSynthesizer
    private var picture = GrayImage(width: NumberStrip.trainingWidth, height: NumberStrip.height, filledWith: 0)

    init(_ digits: LabelledDigits) {
      synthesizer = StripSamples.synthesizer(digits)
    }

    /// The label is always 0: what is to be learned is in the mask's place, a `LineTruth`.
    func make(
      _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
      mask: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt8 {
      var generator = SeededGenerator(for: .strips, seed: seed, epoch: epoch, index: index)
      let signs = picture.pixels.withUnsafeMutableBufferPointer { synthesizer.strip(picture: $0, using: &generator) }
      StripSamples.write(picture, signs.map(LineTruth.Mark.init), into: input, mask: mask)
      return 0
    }
  }
}
