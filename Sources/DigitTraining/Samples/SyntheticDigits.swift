import DigitRecognition
import Dispatch
import ImageIngestion
import Imaging
import LabelledData
import Synthesis

/// Digits drawn by a pen, in the forms that MNIST lacks: the American hands that wrote it do not put a flag on their 1
/// nor a bar through their 7, and most of the world does. And what is no digit at all.
package struct SyntheticDigits: Sendable {
  /// How often each digit comes: the 1 and the 7 are what a network trained on MNIST alone confuses.
  private static let cycle: [UInt8] = [0, 1, 7, 2, 1, 9, 3, 4, 1, 7, 5, 6, 1, 7, 8, 9]
  /// Pixels of the drawn square: as few as those of scans of a form, or enough for strokes to be averaged to 20×20.
  private static let drawnSides: ClosedRange<Float> = 26...64
  /// The share of drawings whose ink is black or white, as in a thresholded scan.
  private static let thresholdedShare: Float = 0.3
  /// The share of digits that a marker has written, and how wide its line is: as wide as the form bears.
  private static let markerShare: Float = 0.06
  private static let markerWidths: ClosedRange<Float> = 0.2...0.45
  /// The share of digits that were cut out with something beside them.
  private static let surroundedShare: Float = 0.1

  /// What is no digit comes after them.
  private let digits, nonDigits: Int
  private let seed: UInt64

  package init(digits: Int, nonDigits: Int = 0, seed: UInt64) {
    (self.digits, self.nonDigits, self.seed) = (digits, nonDigits, seed)
  }

  package var count: Int { digits + nonDigits }

  /// A digit, or `Probabilities.notADigitClass`.
  package func label(of index: Int) -> UInt8 {
    index < digits ? Self.cycle[index % Self.cycle.count] : UInt8(Probabilities.notADigitClass)
  }

  /// The drawing at `index` (below `count`), another one in each epoch; it depends on nothing else but the seed.
  package func drawing(at index: Int, epoch: Int) -> DigitImage {
    let generator = SeededGenerator(for: .drawnDigits, seed: seed, epoch: epoch, index: index)
    return index < digits ? Self.draw(Int(label(of: index)), using: generator) : Self.draw(nil, using: generator)
  }

  /// Those of one epoch.
  package func drawings(epoch: Int = 0) -> LabelledDigits {
    var pixels = [UInt8](repeating: 0, count: count * DigitImage.pixelCount)
    pixels.withUnsafeMutableBufferPointer { output in
      // Each iteration writes to a digit of its own.
      nonisolated(unsafe) let output = output
      DispatchQueue.concurrentPerform(iterations: count) { index in
        let place = index * DigitImage.pixelCount
        for (offset, shade) in drawing(at: index, epoch: epoch).pixels.enumerated() { output[place + offset] = shade }
      }
    }
    return LabelledDigits(pixels: pixels, labels: (0..<count).map(label))
  }

  /// `digit` in a random hand, or in the form at `form` of `DigitForm.forms(of:)`.
  package static func draw(_ digit: Int, inForm form: Int? = nil, using generator: SeededGenerator) -> DigitImage {
    draw(using: generator) { hand, side, generator in
      if let form { hand.write(digit, inForm: form) }
      if generator.unit() < markerShare { hand.penWidth = generator.uniform(markerWidths) }
      let ink = StrokeSynthesizer.draw(digit: digit, style: hand, size: side, using: &generator)
      guard generator.unit() < surroundedShare else { return ink }
      return Surroundings.add(to: ink, style: hand, using: &generator)
    }
  }

  /// Something that is no digit; of a random kind if none is given.
  package static func draw(_ kind: NonDigitSynthesizer.Kind?, using generator: SeededGenerator) -> DigitImage {
    draw(using: generator) { hand, side, generator in
      guard let kind else { return NonDigitSynthesizer.draw(style: hand, size: side, using: &generator) }
      return NonDigitSynthesizer.draw(kind, style: hand, size: side, using: &generator)
    }
  }

  private static func draw(
    using generator: SeededGenerator, _ ink: (inout HandStyle, Int, inout SeededGenerator) -> GrayImage
  ) -> DigitImage {
    var generator = generator
    var hand = HandStyle(using: &generator)
    // Wilder than one hand is, so that the network learns the form and not the few that were drawn.
    hand.variation = generator.uniform(0.008...0.025)
    let side = Int(generator.uniform(drawnSides))
    let isThresholded = generator.unit() < thresholdedShare
    var image = ink(&hand, side, &generator)
    if isThresholded {
      // The edges of thick ink are ragged.
      let raggedness = generator.uniform(0...80)
      image.pixels = image.pixels.map { Float($0) > 110 + raggedness * (generator.unit() - 0.5) ? 255 : 0 }
    }
    return DigitNormalizer.normalize(ink: image)
  }
}
