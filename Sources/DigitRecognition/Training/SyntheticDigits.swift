import Dispatch
import ImageIngestion
import Imaging
import Synthesis

/// Digits drawn by a pen, in the forms that MNIST lacks: the American hands that wrote it do not put a flag on their 1
/// nor a bar through their 7, and most of the world does.
package enum SyntheticDigits {
  /// How often each digit comes: the 1 and the 7 are what a network trained on MNIST alone confuses.
  private static let cycle: [UInt8] = [0, 1, 7, 2, 1, 9, 3, 4, 1, 7, 5, 6, 1, 7, 8, 9]
  /// Pixels; large enough for strokes to be averaged to 20×20 as those of scans are.
  private static let drawnSide = 80

  /// `count` digits, each by a hand of its own; they depend on `seed` alone.
  package static func draw(count: Int, seed: UInt64) -> LabelledDigits {
    var pixels = [UInt8](repeating: 0, count: count * DigitImage.pixelCount)
    pixels.withUnsafeMutableBufferPointer { output in
      // Each iteration writes to a digit of its own.
      nonisolated(unsafe) let output = output
      DispatchQueue.concurrentPerform(iterations: count) { index in
        let digit = draw(label(of: index), index: index, seed: seed)
        let place = index * DigitImage.pixelCount
        for (offset, shade) in digit.pixels.enumerated() { output[place + offset] = shade }
      }
    }
    return LabelledDigits(pixels: pixels, labels: (0..<count).map(label))
  }

  private static func label(of index: Int) -> UInt8 { cycle[index % cycle.count] }

  private static func draw(_ label: UInt8, index: Int, seed: UInt64) -> DigitImage {
    // Epochs count from 0, so -1 keeps these streams apart from those of augmentation.
    var generator = SeededGenerator(seed: seed, epoch: -1, index: index)
    var hand = HandStyle(using: &generator)
    // Wilder than one hand is, so that the network learns the form and not the few that were drawn.
    hand.variation = generator.uniform(0.008...0.025)
    let ink = StrokeSynthesizer.draw(digit: Int(label), style: hand, size: drawnSide, using: &generator)
    return DigitNormalizer.normalize(ink: ink)
  }
}
