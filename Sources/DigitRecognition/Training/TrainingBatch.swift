import Augmentation
import Imaging
import NeuralNetwork

/// Which digits a batch takes, and in which epoch. An index beyond the last of `digits` is that of a drawn one.
struct BatchPlan {
  let digits: LabelledDigits
  let synthetic: SyntheticDigits
  let indices: ArraySlice<Int>
  let epoch: Int
  let seed: UInt64
}

/// The digits of one optimizer step, distorted on the fly. Its memory is reused.
final class TrainingBatch {
  /// Digits that one thread distorts at a time: few, so that the threads end together.
  private static let share = 16

  private let pixels: UnsafeMutableBufferPointer<UInt8>
  private let labels: UnsafeMutableBufferPointer<UInt8>

  init(size: Int) {
    pixels = .allocate(capacity: size * DigitImage.pixelCount)
    labels = .allocate(capacity: size)
    pixels.initialize(repeating: 0)
    labels.initialize(repeating: 0)
  }

  deinit {
    pixels.deallocate()
    labels.deallocate()
  }

  /// Fills the batch as `plan` says.
  func fill(_ plan: BatchPlan, with distorter: Distorter) {
    for task in 0..<tasks(plan) { fill(task, of: plan, with: distorter) }
  }

  /// The same in parts that may be done side by side, worker `i` with `distorters[i]`.
  func filling(_ plan: BatchPlan, with distorters: [Distorter]) -> TrainingSession.SideTasks {
    .init(count: tasks(plan)) { task, worker in self.fill(task, of: plan, with: distorters[worker]) }
  }

  private func tasks(_ plan: BatchPlan) -> Int {
    (plan.indices.count + TrainingBatch.share - 1) / TrainingBatch.share
  }

  private func fill(_ task: Int, of plan: BatchPlan, with distorter: Distorter) {
    let first = task * TrainingBatch.share
    plan.digits.pixels.withUnsafeBufferPointer { input in
      for position in first..<min(first + TrainingBatch.share, plan.indices.count) {
        let index = plan.indices[plan.indices.startIndex + position]
        var generator = SeededGenerator(seed: plan.seed, epoch: plan.epoch, index: index)
        let output = UnsafeMutableBufferPointer(rebasing: pixels[range(of: position)])
        if index < plan.digits.count {
          labels[position] = plan.digits.labels[index]
          distorter.augmenter.augment(
            UnsafeBufferPointer(rebasing: input[range(of: index)]), into: output, using: &generator)
        } else {
          let drawn = index - plan.digits.count
          labels[position] = plan.synthetic.label(of: drawn)
          plan.synthetic.drawing(at: drawn, epoch: plan.epoch).pixels.withUnsafeBufferPointer {
            distorter.augmenter.augment($0, into: output, using: &generator)
          }
        }
      }
    }
  }

  /// One optimizer step; returns the mean loss. `sideTasks` must not touch this batch.
  func step(
    _ session: TrainingSession, learningRate: Float, sideTasks: TrainingSession.SideTasks?
  ) throws(NetworkError) -> Float {
    try session.step(
      pixels: UnsafeBufferPointer(pixels), labels: UnsafeBufferPointer(labels), learningRate: learningRate,
      sideTasks: sideTasks)
  }
}

/// An augmenter that one thread keeps.
final class Distorter {
  var augmenter: Augmenter

  init(_ settings: AugmentationSettings) { augmenter = Augmenter(settings: settings) }
}

private func range(of image: Int) -> Range<Int> {
  image * DigitImage.pixelCount..<(image + 1) * DigitImage.pixelCount
}
