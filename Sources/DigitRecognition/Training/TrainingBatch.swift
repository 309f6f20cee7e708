import Augmentation
import Dispatch
import Imaging
import NeuralNetwork

/// The digits of one optimizer step, distorted on the fly by as many threads as train. Its memory is reused.
struct TrainingBatch {
  private let settings: TrainingSettings
  private var pixels: [UInt8]
  private var labels: [UInt8]
  private let augmenters: [Augmenter]

  init(settings: TrainingSettings) {
    self.settings = settings
    pixels = Array(repeating: 0, count: settings.batchSize * DigitImage.pixelCount)
    labels = Array(repeating: 0, count: settings.batchSize)
    augmenters = Array(repeating: Augmenter(settings: settings.augmentation), count: max(1, settings.jobs))
  }

  /// `indices` holds as many digits as a batch takes.
  mutating func fill(from digits: LabelledDigits, indices: ArraySlice<Int>, epoch: Int) {
    for (position, index) in indices.enumerated() { labels[position] = digits.labels[index] }
    let (settings, augmenters, first) = (settings, augmenters, indices.startIndex)
    let share = (indices.count + augmenters.count - 1) / augmenters.count
    pixels.withUnsafeMutableBufferPointer { output in
      // Each thread writes to images of its own.
      nonisolated(unsafe) let output = output
      digits.pixels.withUnsafeBufferPointer { input in
        nonisolated(unsafe) let input = input
        DispatchQueue.concurrentPerform(iterations: augmenters.count) { thread in
          var augmenter = augmenters[thread]
          for position in min(thread * share, indices.count)..<min((thread + 1) * share, indices.count) {
            let index = indices[first + position]
            var generator = SeededGenerator(seed: settings.seed, epoch: epoch, index: index)
            augmenter.augment(
              UnsafeBufferPointer(rebasing: input[range(of: index)]),
              into: UnsafeMutableBufferPointer(rebasing: output[range(of: position)]), using: &generator)
          }
        }
      }
    }
  }

  /// One optimizer step; returns the mean loss.
  func step(_ session: TrainingSession, learningRate: Float) throws(NetworkError) -> Float {
    let result = pixels.withUnsafeBufferPointer { pixels in
      labels.withUnsafeBufferPointer { labels in
        Result { () throws(NetworkError) in
          try session.step(pixels: pixels, labels: labels, learningRate: learningRate)
        }
      }
    }
    return try result.get()
  }
}

private func range(of image: Int) -> Range<Int> {
  image * DigitImage.pixelCount..<(image + 1) * DigitImage.pixelCount
}
