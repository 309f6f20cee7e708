import NeuralNetwork

/// Which samples a batch takes, and in which epoch.
struct BatchPlan {
  let indices: ArraySlice<Int>
  let epoch: Int
  let seed: UInt64
}

/// The samples of one optimizer step, made on the fly. Its memory is reused.
final class TrainingBatch {
  /// Samples that one thread makes at a time: few, so that the threads end together.
  private static let share = 16

  private let inputs, masks, labels: UnsafeMutableBufferPointer<UInt8>
  private let inputSize, maskSize: Int

  init(size: Int, of samples: some TrainingSamples) {
    (inputSize, maskSize) = (samples.inputSize, samples.maskSize)
    inputs = .allocate(capacity: size * inputSize)
    masks = .allocate(capacity: size * maskSize)
    labels = .allocate(capacity: size)
    for buffer in [inputs, masks, labels] { buffer.initialize(repeating: 0) }
  }

  deinit {
    for buffer in [inputs, masks, labels] { buffer.deallocate() }
  }

  /// Fills the batch as `plan` says.
  func fill(_ plan: BatchPlan, with maker: any SampleMaker) {
    for task in 0..<tasks(plan) { fill(task, of: plan, with: maker) }
  }

  /// The same in parts that may be done side by side, worker `i` with `makers[i]`.
  func filling(_ plan: BatchPlan, with makers: [any SampleMaker]) -> TrainingSession.SideTasks {
    .init(count: tasks(plan)) { task, worker in self.fill(task, of: plan, with: makers[worker]) }
  }

  private func tasks(_ plan: BatchPlan) -> Int {
    (plan.indices.count + TrainingBatch.share - 1) / TrainingBatch.share
  }

  private func fill(_ task: Int, of plan: BatchPlan, with maker: any SampleMaker) {
    let first = task * TrainingBatch.share
    for position in first..<min(first + TrainingBatch.share, plan.indices.count) {
      labels[position] = maker.make(
        plan.indices[plan.indices.startIndex + position], epoch: plan.epoch, seed: plan.seed,
        into: part(position, of: inputs, size: inputSize), mask: part(position, of: masks, size: maskSize))
    }
  }

  private func part(
    _ position: Int, of buffer: UnsafeMutableBufferPointer<UInt8>, size: Int
  ) -> UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(rebasing: buffer[position * size..<(position + 1) * size])
  }

  /// One optimizer step; returns the mean loss. `sideTasks` must not touch this batch.
  func step(
    _ session: TrainingSession, learningRate: Float, sideTasks: TrainingSession.SideTasks?
  ) throws(NetworkError) -> Float {
    try session.step(
      pixels: UnsafeBufferPointer(inputs), labels: UnsafeBufferPointer(labels),
      masks: maskSize > 0 ? UnsafeBufferPointer(masks) : nil, learningRate: learningRate, sideTasks: sideTasks)
  }
}
