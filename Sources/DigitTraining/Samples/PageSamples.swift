import DigitRecognition
import ImageIngestion
import Imaging
import LabelledData
import NeuralNetwork
import PageSynthesis
import Synthesis

/// Pages with one digit, several, or none, on which the ink network learns: as many as there are digits to write.
package struct PageSamples: TrainingSamples {
  /// The share of pages that are seen as pictures are which are not square, or windows that reach beyond their picture.
  private static let oblongShare: Float = 0.35

  let digits: LabelledDigits

  package init(digits: LabelledDigits) {
    self.digits = digits
  }

  package var count: Int { digits.count }
  package var inputSize: Int { InkPlanes.pixelCount }
  var maskSize: Int { InkPlanes.pixelCount }

  package func maker() -> any SampleMaker { Maker(digits) }

  /// What makes the pages: written with `digits`, and with all that is drawn as no digit.
  package static func synthesizer(_ digits: LabelledDigits) -> TrainingPageSynthesizer {
    TrainingPageSynthesizer(digits: digits.pixels, labels: digits.labels) { side, penWidth, generator in
      var hand = HandStyle(using: &generator)
      hand.penWidth = penWidth / Float(side)
      return NonDigitSynthesizer.draw(style: hand, size: side, using: &generator)
    }
  }

  private final class Maker: SampleMaker {
    private var synthesizer: TrainingPageSynthesizer
    private var picture = GrayImage(width: InkWindow.resolution, height: InkWindow.resolution, filledWith: 0)
    private var ink = [UInt8](repeating: 0, count: InkPlanes.pixelCount)

    init(_ digits: LabelledDigits) {
      synthesizer = PageSamples.synthesizer(digits)
    }

    func make(
      _ index: Int, epoch: Int, seed: UInt64, into input: UnsafeMutableBufferPointer<UInt8>,
      mask: UnsafeMutableBufferPointer<UInt8>
    ) -> UInt8 {
      var generator = SeededGenerator(for: .pages, seed: seed, epoch: epoch, index: index)
      let label = picture.pixels.withUnsafeMutableBufferPointer { picture in
        ink.withUnsafeMutableBufferPointer { ink in
          synthesizer.page(picture: picture, ink: ink, using: &generator)
        }
      }
      if generator.unit() < PageSamples.oblongShare { makeOblong(using: &generator) }
      InkWindow.stretched(picture).pixels.withUnsafeBufferPointer { InkPlanes.split($0, into: input) }
      ink.withUnsafeBufferPointer { InkPlanes.split($0, into: mask) }
      return label
    }

    /// Keeps a band of the page with all that is written, and lets its edges go on beyond it as `InkWindow` does.
    private func makeOblong(using generator: inout SeededGenerator) {
      let side = InkWindow.resolution
      let isUpright = generator.unit() < 0.5
      let (step, line) = isUpright ? (1, side) : (side, 1)
      let written = synthesizer.written.map { isUpright ? $0.rows : $0.columns } ?? side..<side
      let first = min(Int(generator.uniform(0...30)), written.lowerBound)
      let last = max(side - 1 - Int(generator.uniform(0...30)), written.isEmpty ? 0 : written.upperBound - 1)
      for place in 0..<side where place < first || place > last {
        let source = min(max(place, first), last)
        for offset in 0..<side {
          picture.pixels[place * line + offset * step] = picture.pixels[source * line + offset * step]
        }
      }
    }
  }
}
