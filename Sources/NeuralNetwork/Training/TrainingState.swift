/// The memory of a training session: weights, moments, and one copy of gradients and statistics for each shard; with one
/// network for each worker over them.
///
/// Each method that is given a task may run beside others with other tasks, on another worker: they touch disjoint
/// memory. The rest is for the one who waits for the workers.
final class TrainingState {
  struct Slice {
    /// In floats, into weights, moments and each shard's gradients.
    var range: Range<Int>
    var decays: Bool
  }

  let shards: Int
  let slices: [Slice]
  /// How many copies of weights there are in layouts or element types of their own.
  let copies: Int
  /// The sum over each shard's images.
  private(set) var losses: UnsafeMutableBufferPointer<Double>

  private let networks: [Network]
  private let parameters: ParameterPlacement
  private let statistics: ParameterPlacement
  private let weights, firstMoments, secondMoments, gradients, weightCopies, shardStatistics: Buffer
  private var running: [[Float]]
  private let refresh: [[Step]]
  private let workspaces: [Workspace]

  init(model: Model, shards: Int, workers: Int, precision: Precision) throws(NetworkError) {
    self.shards = shards
    var networks: [Network] = []
    for _ in 0..<workers {
      networks.append(
        try Network(
          model.description,
          batchSize: TrainingSession.shardSize,
          training: true,
          precision: precision
        )
      )
    }
    self.networks = networks
    let first = networks[0]
    parameters = ParameterPlacement(first.parameters)
    statistics = ParameterPlacement(first.statistics)
    let copyPlacement = ParameterPlacement(
      first.parameters.flatMap { parameter in parameter.copies.map { (parameter.name, $0) } }
    )
    copies = copyPlacement.entries.count
    weights = parameters.makeBuffer()
    firstMoments = parameters.makeBuffer()
    secondMoments = parameters.makeBuffer()
    gradients = parameters.makeBuffer(copies: shards)
    weightCopies = copyPlacement.makeBuffer()
    shardStatistics = statistics.makeBuffer(copies: shards)
    losses = .allocate(capacity: shards)
    losses.initialize(repeating: 0)
    slices = TrainingState.slices(of: parameters, shapes: first.parameters.map(\.values.dimensions))
    for network in networks {
      parameters.place(network.parameters.map(\.values), in: weights)
      copyPlacement.place(network.parameters.flatMap(\.copies), in: weightCopies)
    }
    running = try first.statistics.map { (statistic) throws(NetworkError) in try model.values(statistic.name) }
    (workspaces, refresh) = try TrainingState.refreshSteps(networks)
    for parameter in first.parameters {
      try PlainValues.load(model.values(parameter.name), into: parameter.values)
    }
    for step in refresh[0] { try step.run() }
  }

  deinit { losses.deallocate() }

  private static func slices(of placement: ParameterPlacement, shapes: [[Int]]) -> [Slice] {
    let size = 16_384
    return zip(placement.entries, shapes).flatMap { entry, shape in
      stride(from: entry.range.lowerBound, to: entry.range.upperBound, by: size).map { start in
        Slice(range: start..<min(start + size, entry.range.upperBound), decays: shape.count > 1)
      }
    }
  }

  private static func refreshSteps(_ networks: [Network]) throws(NetworkError) -> ([Workspace], [[Step]]) {
    var workspaces: [Workspace] = []
    var refresh: [[Step]] = []
    for network in networks {
      let workspace = try Workspace()
      var steps: [Step] = []
      for parameter in network.parameters {
        for copy in parameter.copies { steps.append(try workspace.reorder(from: parameter.values, to: copy)) }
      }
      workspace.allocateScratch()
      workspaces.append(workspace)
      refresh.append(steps)
    }
    return (workspaces, refresh)
  }

  /// Forward and backward of one shard; leaves its loss, gradients and statistics in its place.
  func computeGradients(of shard: Int, in batch: Batch, worker: Int) throws(NetworkError) {
    let network = networks[worker]
    parameters.place(network.parameters.compactMap(\.gradient), in: gradients, copy: shard)
    statistics.place(network.statistics.map(\.values), in: shardStatistics, copy: shard)
    batch.load(shard, into: network)
    try network.forward()
    losses[shard] = softmaxCrossEntropy(
      logits: network.output.floats,
      labels: batch.labels(of: shard, size: network.batchSize),
      classes: NetworkDescription.classes,
      scale: 1 / Float(shards * network.batchSize),
      gradient: network.outputGradient.floats
    )
    try network.backward()
  }

  /// Sums the gradients of the shards, in their order, and lets the optimizer change the weights.
  func update(_ slice: Slice, _ step: AdamW.Step) {
    let sum = UnsafeMutableBufferPointer(rebasing: gradients.floats[slice.range])
    for shard in 1..<max(shards, 1) {
      let start = shard * parameters.count + slice.range.lowerBound
      add(UnsafeMutableBufferPointer(rebasing: gradients.floats[start..<start + sum.count]), to: sum)
    }
    guard let gradients = sum.baseAddress else { return }
    func pointer(_ buffer: Buffer) -> UnsafeMutablePointer<Float> {
      buffer.base.assumingMemoryBound(to: Float.self) + slice.range.lowerBound
    }
    OptimizerSlice(
      weights: pointer(weights),
      gradients: gradients,
      first: pointer(firstMoments),
      second: pointer(secondMoments),
      count: sum.count
    ).update(step, decays: slice.decays)
  }

  func refreshCopy(_ copy: Int, worker: Int) throws(NetworkError) {
    try refresh[worker][copy].run()
  }

  /// The mean over the shards moves the running statistics.
  func updateRunningStatistics() {
    let momentum = TrainingSession.statisticsMomentum
    let values = shardStatistics.floats
    for (place, entry) in statistics.entries.enumerated() {
      for channel in running[place].indices {
        var sum: Float = 0
        for shard in 0..<shards { sum += values[shard * statistics.count + entry.range.lowerBound + channel] }
        running[place][channel] = momentum * running[place][channel] + (1 - momentum) * sum / Float(shards)
      }
    }
  }

  /// All tensors of the model by name, row-major.
  func plainValues() throws(NetworkError) -> [String: [Float]] {
    var tensors: [String: [Float]] = [:]
    for parameter in networks[0].parameters { tensors[parameter.name] = try PlainValues.read(parameter.values) }
    for (entry, values) in zip(statistics.entries, running) { tensors[entry.name] = values }
    return tensors
  }
}
