/// The memory of a training session: weights, moments, moving averages, and one copy of gradients and statistics for
/// each shard; with one network for each worker over them.
///
/// Each method that is given a task may run beside others with other tasks, on another worker: they touch disjoint
/// memory. The rest is for the one who waits for the workers.
final class TrainingState {
  struct Slice {
    /// In floats, into weights, moments, average and each shard's gradients.
    var range: Range<Int>
    var decays: Bool
  }

  /// The values that can be read from outside.
  enum Group {
    case weights, firstMoments, secondMoments, average
  }

  let shards: Int
  let slices: [Slice]
  /// How many copies of weights there are in layouts or element types of their own.
  let copies: Int
  /// The sum over each shard's images.
  private(set) var losses: UnsafeMutableBufferPointer<Double>

  private let networks: [Network]
  /// One for each worker; none without teachers.
  private let teachers: [TeacherEnsemble]
  /// For each worker, of one shard; empty without masks.
  private let maskTargets: [Buffer]
  private let parameters: ParameterPlacement
  private let statistics: ParameterPlacement
  private let weights, firstMoments, secondMoments, gradients, weightCopies, shardStatistics: Buffer
  /// nil where no average is kept.
  private let averageWeights: Buffer?
  private var running, averageRunning: [[Float]]
  private let refresh: [[Operation]]
  private let workspaces: [Workspace]

  init(
    model: Model, teachers: [Model], shards: Int, workers: Int, settings: TrainingSession.Settings
  ) throws(NetworkError) {
    self.shards = shards
    var networks: [Network] = []
    for _ in 0..<workers {
      networks.append(
        try Network(
          model.description,
          plan: model.description.trainingPlan(),
          batchSize: settings.shardSize,
          training: true,
          precision: settings.precision
        )
      )
    }
    self.networks = networks
    self.teachers = try (0..<(teachers.isEmpty ? 0 : workers)).map { (_) throws(NetworkError) in
      try TeacherEnsemble(
        teachers, temperature: settings.distillation.temperature, batchSize: settings.shardSize,
        precision: settings.precision)
    }
    maskTargets = try networks.map { (network) throws(NetworkError) in
      Buffer(byteCount: network.outputs.dropFirst().first?.layout.byteCount ?? 0)
    }
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
    averageWeights = settings.averageDecay > 0 ? parameters.makeBuffer() : nil
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
    averageRunning = running
    (workspaces, refresh) = try TrainingState.refreshOperations(networks)
    for parameter in first.parameters {
      try PlainValues.load(model.values(parameter.name), into: parameter.values)
    }
    if let averageWeights { averageWeights.base.copyMemory(from: weights.base, byteCount: weights.byteCount) }
    try refresh[0].run()
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

  private static func refreshOperations(_ networks: [Network]) throws(NetworkError) -> ([Workspace], [[Operation]]) {
    var workspaces: [Workspace] = []
    var refresh: [[Operation]] = []
    for network in networks {
      let workspace = try Workspace()
      var operations: [Operation] = []
      for parameter in network.parameters {
        for copy in parameter.copies { operations.append(try workspace.reorder(from: parameter.values, to: copy)) }
      }
      workspace.allocateScratch()
      workspaces.append(workspace)
      refresh.append(operations)
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
    let taught = teachers.isEmpty ? nil : try teachers[worker].answers(to: batch.pixels(of: shard, network))
    losses[shard] = batch.loss(of: shard, of: shards, network, taught: taught, targets: maskTargets[worker])
    try network.backward()
  }

  /// Sums the gradients of the shards, in their order, lets the optimizer change the weights, and the average follow.
  func update(_ slice: Slice, _ step: AdamW.Step, averageShare: Float) {
    let sum = UnsafeMutableBufferPointer(rebasing: gradients.floats[slice.range])
    for shard in 1..<max(shards, 1) {
      let start = shard * parameters.count + slice.range.lowerBound
      add(UnsafeMutableBufferPointer(rebasing: gradients.floats[start..<start + sum.count]), to: sum)
    }
    guard let gradients = sum.baseAddress else { return }
    func pointer(_ buffer: Buffer) -> UnsafeMutablePointer<Float> {
      buffer.base.assumingMemoryBound(to: Float.self) + slice.range.lowerBound
    }
    var part = OptimizerSlice(
      weights: pointer(weights),
      gradients: gradients,
      first: pointer(firstMoments),
      second: pointer(secondMoments),
      count: sum.count
    )
    part.average = averageWeights.map(pointer)
    part.update(step, decays: slice.decays)
    part.moveAverage(by: averageShare)
  }

  func refreshCopy(_ copy: Int, worker: Int) throws(NetworkError) {
    try refresh[worker][copy].run()
  }

  /// The mean over the shards moves the running statistics, and they their average.
  func updateRunningStatistics(averageShare: Float) {
    let momentum = TrainingSession.statisticsMomentum
    let values = shardStatistics.floats
    for (place, entry) in statistics.entries.enumerated() {
      for channel in running[place].indices {
        var sum: Float = 0
        for shard in 0..<shards { sum += values[shard * statistics.count + entry.range.lowerBound + channel] }
        running[place][channel] = momentum * running[place][channel] + (1 - momentum) * sum / Float(shards)
        averageRunning[place][channel] += averageShare * (running[place][channel] - averageRunning[place][channel])
      }
    }
  }

}

// Row-major values by tensor name.
extension TrainingState {
  /// The learned tensors, and for models the running statistics too.
  func values(_ group: Group) throws(NetworkError) -> [String: [Float]] {
    var tensors: [String: [Float]] = [:]
    for place in parameters.entries.indices {
      tensors[parameters.entries[place].name] = try PlainValues.read(tensor(place, of: group))
    }
    let statistics: [[Float]] =
      switch group {
      case .weights: running
      case .average: averageRunning
      case .firstMoments, .secondMoments: []
      }
    for (entry, values) in zip(self.statistics.entries, statistics) { tensors[entry.name] = values }
    return tensors
  }

  /// Takes over the moments and averages of `snapshot`, with whose weights the state was made.
  func restore(_ snapshot: TrainingSnapshot) throws(NetworkError) {
    guard (snapshot.average != nil) == (averageWeights != nil) else {
      throw .unsupportedNetwork(detail: "either the session or the snapshot keeps an average, but not both")
    }
    for (place, entry) in parameters.entries.enumerated() {
      guard let first = snapshot.firstMoments[entry.name], let second = snapshot.secondMoments[entry.name] else {
        throw .unsupportedNetwork(detail: "the snapshot lacks the moments of the tensor \(entry.name)")
      }
      try PlainValues.load(first, into: tensor(place, of: .firstMoments))
      try PlainValues.load(second, into: tensor(place, of: .secondMoments))
    }
    guard let average = snapshot.average else { return }
    for (place, entry) in parameters.entries.enumerated() {
      try PlainValues.load(average.values(entry.name), into: tensor(place, of: .average))
    }
    averageRunning = try statistics.entries.map { (entry) throws(NetworkError) in try average.values(entry.name) }
  }

  /// The memory of parameter number `place` in `group`, seen in the layout of the weights.
  private func tensor(_ place: Int, of group: Group) throws(NetworkError) -> KernelTensor {
    let buffer =
      switch group {
      case .weights: weights
      case .firstMoments: firstMoments
      case .secondMoments: secondMoments
      case .average: averageWeights ?? weights
      }
    let tensor = try KernelTensor(unplaced: networks[0].parameters[place].values.layout, workspaces[0].engine)
    tensor.place(at: buffer.base + parameters.entries[place].range.lowerBound * MemoryLayout<Float>.stride)
    return tensor
  }
}
