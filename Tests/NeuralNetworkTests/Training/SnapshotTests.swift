import Imaging
import NeuralNetwork
import Testing

/// A session that is stopped, written to a file and taken up again, and what it averages on the way.
struct SnapshotTests {
  /// Dropout, batch normalization, and channel counts that fill no vector.
  static let mixed = NetworkDescription(
    name: "mixed",
    layers: [
      .convolution(channels: 5, kernel: 3, padding: 1), .maximumPooling(size: 2), .batchNormalization, .relu,
      .convolution(channels: 20, kernel: 3, padding: 0), .relu, .dropout(rate: 0.3), .dense(units: 17), .relu,
      .dense(units: 10),
    ]
  )

  private func settings(
    averageDecay: Float = 0.99, threads: Int = 2, precision: Precision = .fp32
  ) -> TrainingSession.Settings {
    var settings = TrainingSession.Settings()
    settings.batchSize = 64
    settings.seed = 5
    settings.threads = threads
    settings.precision = precision
    settings.labelSmoothing = 0.1
    settings.averageDecay = averageDecay
    settings.optimizer.weightDecay = 0.01
    return settings
  }

  private func run(_ session: TrainingSession, steps: Int) throws {
    for _ in 0..<steps {
      var generator = SeededGenerator(seed: 3, epoch: session.stepCount, index: 0)
      let pixels = (0..<64 * 784).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let labels = (0..<64).map { _ in UInt8.random(in: 0...9, using: &generator) }
      _ = try pixels.withUnsafeBufferPointer { pixels in
        try labels.withUnsafeBufferPointer { labels in
          try session.step(pixels: pixels, labels: labels, learningRate: 3e-3)
        }
      }
    }
  }

  private func session(_ network: NetworkDescription, _ settings: TrainingSession.Settings) throws -> TrainingSession {
    try TrainingSession(model: try Model(initializing: network, seed: 1), settings: settings)
  }

  private func reread(_ snapshot: TrainingSnapshot) throws -> TrainingSnapshot {
    try snapshot.safetensors().withUnsafeBytes { try TrainingSnapshot(safetensors: $0) }
  }

  @Test(arguments: [.kerasTutorial, .fast, mixed], SessionTests.precisions)
  func aRestoredSessionGoesOnBitForBit(_ network: NetworkDescription, precision: Precision) throws {
    for averageDecay in [Float(0), 0.99] {
      try restore(network, settings(averageDecay: averageDecay, precision: precision))
    }
  }

  private func restore(_ network: NetworkDescription, _ settings: TrainingSession.Settings) throws {
    let undisturbed = try session(network, settings)
    try run(undisturbed, steps: 6)
    let first = try session(network, settings)
    try run(first, steps: 3)
    let snapshot = try reread(first.snapshot())
    #expect(try snapshot == first.snapshot())
    var other = settings
    other.threads = 1
    let second = try TrainingSession(resuming: snapshot, settings: other)
    #expect(try second.snapshot().safetensors() == snapshot.safetensors())
    try run(second, steps: 3)
    #expect(try second.snapshot().safetensors() == undisturbed.snapshot().safetensors())
    #expect(try second.currentModel().safetensors() == undisturbed.currentModel().safetensors())
    #expect(try second.averagedModel()?.safetensors() == undisturbed.averagedModel()?.safetensors())
  }

  @Test func theAverageFollowsItsDefinition() throws {
    let session = try session(Self.mixed, settings(averageDecay: 0.5))
    var expected = try session.currentModel().tensors.mapValues { $0.values.map(Double.init) }
    for step in 1...12 {
      try run(session, steps: 1)
      let decay = min(0.5, Double(1 + step) / Double(10 + step))
      for (name, tensor) in try session.currentModel().tensors {
        expected[name] = zip(expected[name] ?? [], tensor.values).map { decay * $0 + (1 - decay) * Double($1) }
      }
    }
    let average = try #require(try session.averagedModel())
    #expect(average.tensors.count == expected.count && average.tensors["2.running_variance"] != nil)
    for (name, tensor) in average.tensors {
      let errors = zip(tensor.values, expected[name] ?? []).map { abs(Double($0) - $1) }
      #expect(errors.max() ?? 1 < 1e-5, "\(name)")
    }
    #expect(try average != session.currentModel())
    #expect(try self.session(Self.mixed, settings(averageDecay: 0)).averagedModel() == nil)
  }

  @Test func averagingChangesNoWeight() throws {
    let sessions = try [Float(0), 0.9].map { try session(Self.mixed, settings(averageDecay: $0)) }
    for session in sessions { try run(session, steps: 3) }
    #expect(try sessions[0].currentModel() == sessions[1].currentModel())
  }

  @Test func sideTasksAreAllDone() throws {
    let session = try session(Self.mixed, settings())
    // Each task has a place of its own.
    let done = UnsafeMutableBufferPointer<Int>.allocate(capacity: 9)
    defer { done.deallocate() }
    done.initialize(repeating: -1)
    let tasks = TrainingSession.SideTasks(count: 9) { task, worker in done[task] = worker }
    let (pixels, labels) = ([UInt8](repeating: 0, count: 64 * 784), [UInt8](repeating: 0, count: 64))
    _ = try pixels.withUnsafeBufferPointer { pixels in
      try labels.withUnsafeBufferPointer { labels in
        try session.step(pixels: pixels, labels: labels, learningRate: 0, sideTasks: tasks)
      }
    }
    #expect(done.allSatisfy { 0..<session.workers ~= $0 })
  }

  @Test func keepsWhatIsPutBeside() throws {
    var snapshot = try session(Self.mixed, settings()).snapshot()
    snapshot.best = try Model(initializing: Self.mixed, seed: 9)
    snapshot.metadata = ["position": "{\"epoch\":3}"]
    #expect(try reread(snapshot) == snapshot)
  }

  @Test func damagedOrForeignFilesAreRefused() throws {
    let snapshot = try session(Self.mixed, settings()).snapshot()
    let bytes = snapshot.safetensors()
    func refuses(_ bytes: some Collection<UInt8>) {
      #expect(throws: NetworkError.self) {
        try Array(bytes).withUnsafeBytes { try TrainingSnapshot(safetensors: $0) }
      }
    }
    for length in [0, 7, 8, 100, bytes.count / 2, bytes.count - 1] { refuses(bytes.prefix(length)) }
    refuses(bytes + [0])
    refuses(snapshot.weights.safetensors())
    var incomplete = snapshot
    incomplete.firstMoments["0.weight"] = nil
    refuses(incomplete.safetensors())
    incomplete = snapshot
    incomplete.secondMoments["0.weight"] = [1]
    refuses(incomplete.safetensors())
    incomplete = snapshot
    incomplete.secondMoments["2.running_mean"] = [1, 2, 3, 4, 5]
    refuses(incomplete.safetensors())
    incomplete = snapshot
    incomplete.average?.tensors["9.weight"] = nil
    refuses(incomplete.safetensors())
    incomplete = snapshot
    incomplete.secondMoments["0.weight"]?[3] = -1e-9
    refuses(incomplete.safetensors())
    for step in [-1, Int.max] {
      incomplete = snapshot
      incomplete.stepCount = step
      refuses(incomplete.safetensors())
    }
  }

  @Test func aSnapshotWithoutTheAverageOfTheSettingsIsRefused() throws {
    let snapshot = try session(Self.mixed, settings(averageDecay: 0)).snapshot()
    #expect(throws: NetworkError.self) { try TrainingSession(resuming: snapshot, settings: settings()) }
  }
}
