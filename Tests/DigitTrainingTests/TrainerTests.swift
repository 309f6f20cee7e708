import DigitEvaluation
import DigitRecognition
import DigitTraining
import Foundation
import LabelledData
import NeuralNetwork
import TestSupport
import Testing

struct LearningRateScheduleTests {
  private let schedule = LearningRateSchedule()

  @Test func risesForOneEpochThenFallsToZero() {
    let rates = (0...200).map { schedule.rate(atEpoch: Float($0) / 10, of: 20) }
    #expect(rates[0] == 0)
    #expect(abs(rates[5] - schedule.peak / 2) < 1e-8)
    #expect(rates[10] == schedule.peak)
    #expect(zip(rates[...10], rates[1...10]).allSatisfy { $0 < $1 })
    #expect(zip(rates[10...], rates[11...]).allSatisfy { $0 > $1 })
    // Half a cosine is at half its height in the middle.
    #expect(abs(schedule.rate(atEpoch: 10.5, of: 20) - schedule.peak / 2) < 1e-7)
    #expect(abs(rates[200]) < 1e-9)
  }

  @Test(arguments: 1...3) func shortRunsWarmUpForAQuarter(epochs: Int) {
    let end = Float(epochs) / 4
    #expect(abs(schedule.rate(atEpoch: end / 2, of: epochs) - schedule.peak / 2) < 1e-8)
    #expect(schedule.rate(atEpoch: end, of: epochs) == schedule.peak)
    #expect(abs(schedule.rate(atEpoch: Float(epochs), of: epochs)) < 1e-9)
  }

  @Test(arguments: [1, 4]) func oneCycleRisesForThreeTenthsAndFallsInALine(epochs: Int) {
    var schedule = schedule
    (schedule.shape, schedule.peak) = (.oneCycle, 0.01)
    let rates = (0...100).map { schedule.rate(atEpoch: Float($0 * epochs) / 100, of: epochs) }
    #expect(abs(rates[0] - 0.0004) < 1e-8 && abs(rates[30] - 0.01) < 1e-8 && rates[100] == 0)
    #expect(zip(rates[...30], rates[1...30]).allSatisfy { $0 < $1 })
    #expect(zip(rates[30...], rates[31...]).allSatisfy { $0 > $1 })
    #expect(abs(rates[15] - (rates[0] + rates[30]) / 2) < 1e-7 && abs(rates[65] - 0.005) < 1e-7)
  }

  @Test func doesWithoutWarmUp() {
    var schedule = schedule
    schedule.warmUpEpochs = 0
    #expect(schedule.rate(atEpoch: 0, of: 10) == schedule.peak)
  }
}

struct SyntheticDigitsTests {
  @Test func followFromTheSeed() {
    let digits = SyntheticDigits(digits: 40, seed: 3).drawings()
    #expect(SyntheticDigits(digits: 40, seed: 3).drawings() == digits)
    #expect(SyntheticDigits(digits: 40, seed: 4).drawings().pixels != digits.pixels)
    // More of them begin with the same ones.
    let more = SyntheticDigits(digits: 80, seed: 3).drawings()
    #expect(Array(more.pixels.prefix(digits.pixels.count)) == digits.pixels)
    #expect(Array(more.labels.prefix(40)) == digits.labels)
  }

  @Test func allHaveInkAndEveryDigitComes() {
    let digits = SyntheticDigits(digits: 160, seed: 5).drawings()
    #expect(digits.count == 160)
    #expect(Set(digits.labels) == Set(0...9))
    for index in 0..<digits.count {
      let (inked, peak) = (digits[index].pixels.count { $0 > 100 }, digits[index].pixels.max())
      #expect(inked > 20 && inked < 350 && peak == 255, "\(digits.labels[index]) at \(index)")
    }
    #expect(Set((0..<digits.count).map { digits[$0].pixels }).count == 160)
  }

  @Test func eachEpochHasItsOwn() {
    let digits = SyntheticDigits(digits: 12, nonDigits: 4, seed: 3)
    #expect(digits.drawings(epoch: 1) == digits.drawings(epoch: 1))
    #expect(digits.drawings(epoch: 1).labels == digits.drawings().labels)
    for index in 0..<digits.count {
      #expect(digits.drawing(at: index, epoch: 0) != digits.drawing(at: index, epoch: 1), "at \(index)")
    }
  }

  @Test func whatIsNoDigitComesLastAndHasInk() {
    let drawings = SyntheticDigits(digits: 3, nonDigits: 300, seed: 8).drawings()
    #expect(drawings.labels == [0, 1, 7] + Array(repeating: 10, count: 300))
    for index in 3..<drawings.count {
      #expect(drawings[index].pixels.count { $0 > 60 } > 5, "at \(index)")
    }
  }

  @Test func noneIsNone() {
    #expect(SyntheticDigits(digits: 0, seed: 1).drawings() == LabelledDigits())
  }
}

struct TrainerTests {
  private static let digits = SyntheticDigits(digits: 200, seed: 1).drawings()
  /// Every kind of layer that has weights or randomness of its own.
  private static let network = NetworkDescription(
    name: "tiny",
    layers: [
      .convolution(channels: 8, kernel: 3, padding: 0), .batchNormalization, .relu, .maximumPooling(size: 2),
      .dropout(rate: 0.1), .dense(units: 11),
    ])

  private func settings(epochs: Int = 2, seed: UInt64 = 1) -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.seed) = (epochs, 64, seed)
    settings.syntheticDigits = 20
    settings.nonDigits = 12
    return settings
  }

  private func trainer(_ settings: TrainingSettings, heldOut: LabelledDigits? = nil, jobs: Int = 2) throws -> Trainer {
    try Trainer(settings: settings, digits: Self.digits, heldOut: heldOut, jobs: jobs)
  }

  private func trained(_ settings: TrainingSettings, jobs: Int = 2) throws -> Model {
    try #require(try trainer(settings, jobs: jobs).train(.random(Self.network)))
  }

  @Test func networkThatKnowsOnlyDigitsLearnsNothingElse() throws {
    let trainer = try trainer(settings())
    #expect(throws: TrainingError.onlyDigits(network: "keras-tutorial")) {
      try trainer.train(.random(.kerasTutorial))
    }
  }

  @Test func weightsDoNotDependOnTheNumberOfJobs() throws {
    let one = try trained(settings(), jobs: 1).safetensors()
    #expect(try trained(settings(), jobs: 1).safetensors() == one)
    #expect(try trained(settings(), jobs: 2).safetensors() == one)
    #expect(try trained(settings(), jobs: 3).safetensors() == one)
    #expect(try trained(settings(seed: 2), jobs: 1).safetensors() != one)
  }

  @Test func theLossFalls() throws {
    var settings = settings(epochs: 8)
    (settings.learningRate.peak, settings.augmentation) = (0.01, .none)
    let trainer = try trainer(settings)
    var observer = TrainingObserver()
    var (reports, digits): ([TrainingObserver.EpochReport], [Int]) = ([], [])
    observer.onStep = { digits.append($0.digits) }
    observer.onEpoch = { reports.append($0) }
    _ = try trainer.train(.random(Self.network), observer: observer)
    #expect(reports.map(\.epoch) == Array(1...8))
    // 232 digits fill three batches of 64.
    #expect(trainer.digitsPerEpoch == 192 && reports.allSatisfy { $0.digits == 192 && $0.heldOut == nil })
    #expect(digits == Array(stride(from: 64, through: 8 * 192, by: 64)))
    let (first, last) = (try #require(reports.first).loss, try #require(reports.last).loss)
    #expect(first > 1.5 && last < 0.75 * first, "\(reports.map(\.loss))")
  }

  @Test func theModelSaysHowItWasMade() throws {
    let model = try trained(settings(epochs: 1))
    #expect(model.metadata[ModelCatalog.MetadataKey.preprocessing] == ModelCatalog.preprocessingVersion)
    let recipe = try #require(model.metadata[ModelCatalog.MetadataKey.recipe])
    #expect(recipe.hasPrefix("{\"augmentation\":{\"blur\":"), "\(recipe)")
    for part in ["\"epochs\":1,", "\"network\":\"tiny\"", "\"digits\":{\"count\":200,\"sha256\":\""] {
      #expect(recipe.contains(part), "\(recipe)")
    }
  }

  @Test(arguments: 0...5) func aStoppedRunGoesOnToTheSameBytes(steps: Int) throws {
    var settings = settings(epochs: 2)
    (settings.labelSmoothing, settings.patience) = (0.05, 2)
    let trainer = try trainer(settings, heldOut: SyntheticDigits(digits: 40, seed: 9).drawings())
    let undisturbed = try #require(try trainer.train(.random(Self.network)))
    let checkpoint = try trainer.checkpoint(afterSteps: steps, from: .random(Self.network))
    #expect(checkpoint.epochs == steps / 3)
    var (digits, observer) = ([Int](), TrainingObserver())
    observer.onStep = { digits.append($0.digits) }
    let resumed = try #require(try trainer.train(.random(Self.network), resuming: checkpoint, observer: observer))
    #expect(resumed.safetensors() == undisturbed.safetensors())
    #expect(digits == Array(stride(from: (steps + 1) * 64, through: 6 * 64, by: 64)))
  }

  @Test func aCheckpointOfAnotherRunIsRefusedByName() throws {
    let checkpoint = try trainer(settings()).checkpoint(afterSteps: 4, from: .random(Self.network))
    func differences(_ change: (inout TrainingSettings) -> Void) throws -> [String]? {
      var settings = settings()
      change(&settings)
      let error = #expect(throws: TrainingError.self) {
        try trainer(settings).train(.random(Self.network), resuming: checkpoint)
      }
      guard case .otherCheckpoint(let differences) = error else { return nil }
      return differences
    }
    #expect(try differences { $0.epochs = 3 } == ["epochs: 2, now 3"])
    #expect(try differences { $0.learningRate.peak = 0.01 } == ["learningRate.peak: 0.003, now 0.01"])
    #expect(
      try differences { ($0.seed, $0.augmentation.rotation) = (2, 0) } == [
        "augmentation.rotation: 18, now 0", "seed: 1, now 2",
      ])
    #expect(throws: TrainingError.otherCheckpoint(differences: ["digits.count: 200, now 199", "other digits"])) {
      let trainer = try Trainer(settings: settings(), digits: Self.digits.selecting(1..<200))
      _ = try trainer.train(.random(Self.network), resuming: checkpoint)
    }
    #expect(throws: TrainingError.otherCheckpoint(differences: ["other layers of the network"])) {
      var network = Self.network
      network.layers[4] = .dropout(rate: 0.2)
      _ = try trainer(settings()).train(.random(network), resuming: checkpoint)
    }
  }

  @Test func damagedCheckpointsAreRefused() throws {
    let folder = try TemporaryFolder()
    let file = CheckpointFile(besideModel: folder.path + "/model")
    try file.save(trainer(settings()).checkpoint(afterSteps: 1, from: .random(Self.network)))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
    for damaged in [Data(), bytes.prefix(1000), bytes.dropLast(), Data(try trained(settings()).safetensors())] {
      try folder.write(damaged, to: "model.checkpoint")
      let error = #expect(throws: TrainingError.self) { try file.load() }
      guard case .unusableCheckpoint(file.path, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func heldOutDigitsAreMeasuredAfterEachEpoch() throws {
    let heldOut = SyntheticDigits(digits: 40, seed: 9).drawings()
    var (results, observer) = ([TrainingObserver.HeldOutResult?](), TrainingObserver())
    observer.onEpoch = { results.append($0.heldOut) }
    let trainer = try trainer(settings(epochs: 3), heldOut: heldOut)
    let model = try #require(try trainer.train(.random(Self.network), observer: observer))
    let metrics = Metrics(
      truth: heldOut.labels, answers: try Evaluation.probabilities(Cascade(model), digits: heldOut, jobs: 1))
    #expect(results.count == 3)
    #expect(results[2] == TrainingObserver.HeldOutResult(accuracy: metrics.accuracy, loss: metrics.loss))
  }

  @Test func patienceGivesTheBestEpochsModel() throws {
    // Labels that cannot be learned: the loss on them grows with what is learned of the others.
    var heldOut = SyntheticDigits(digits: 40, seed: 9).drawings()
    heldOut = LabelledDigits(pixels: heldOut.pixels, labels: heldOut.labels.map { 9 - $0 })
    var settings = settings(epochs: 12)
    (settings.patience, settings.learningRate.peak) = (2, 0.01)
    var (losses, observer) = ([Double](), TrainingObserver())
    observer.onEpoch = { losses.append($0.heldOut?.loss ?? .nan) }
    let model = try #require(try trainer(settings, heldOut: heldOut).train(.random(Self.network), observer: observer))
    #expect(losses.count < 12, "\(losses)")
    let answers = try Evaluation.probabilities(Cascade(model), digits: heldOut, jobs: 1)
    #expect(Metrics(truth: heldOut.labels, answers: answers).loss == losses.min())
    #expect(losses.count == (losses.firstIndex(of: losses.min() ?? 0) ?? 0) + 3)
  }

  @Test func aRunBeginsWithTheModelItIsGiven() throws {
    var first = try trained(settings())
    first.metadata[ModelCatalog.MetadataKey.temperature] = "2"
    var settings = settings(epochs: 1)
    settings.learningRate.peak = 1e-12
    let second = try #require(try trainer(settings).train(.model(first)))
    #expect(second.description == first.description)
    let weights = [first, second].map { $0.tensors["0.weight"]?.values ?? [] }
    #expect(zip(weights[0], weights[1]).allSatisfy { abs($0 - $1) < 1e-6 } && weights[0].count == 72)
    // The old temperature is not that of the new weights.
    #expect(second.metadata[ModelCatalog.MetadataKey.temperature] == nil)
    #expect(second.metadata[ModelCatalog.MetadataKey.recipe]?.contains("\"start\":{\"sha256\":\"") == true)
  }

  @Test func aLossBeyondAllBoundsEndsTheRun() throws {
    var settings = settings()
    settings.learningRate.peak = 1e30
    #expect(throws: TrainingError.self) { try trained(settings) }
  }

  @Test func fewerDigitsThanABatchAreRefused() {
    let few = Self.digits.selecting(0..<63)
    #expect(throws: TrainingError.tooFewDigits(count: 63, needed: 64)) {
      try Trainer(settings: settings(), digits: few)
    }
    #expect(throws: Never.self) { try Trainer(settings: settings(), digits: Self.digits.selecting(0..<64)) }
  }

  @Test func anErrorBetweenEpochsEndsTheTraining() throws {
    struct Enough: Error {}
    var (epochs, observer) = (0, TrainingObserver())
    observer.onEpoch = { _ in
      epochs += 1
      throw Enough()
    }
    let trainer = try trainer(settings(epochs: 5))
    #expect(throws: Enough.self) { try trainer.train(.random(Self.network), observer: observer) }
    #expect(epochs == 1)
  }
}

struct TrainingLogTests {
  private func report(_ epoch: Int, heldOut: TrainingObserver.HeldOutResult? = nil) -> TrainingObserver.EpochReport {
    TrainingObserver.EpochReport(
      epoch: epoch, loss: 0.5, digits: 1000, seconds: 2, learningRate: 0.001, heldOut: heldOut)
  }

  @Test func goesOnWithoutRepeatingEpochs() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/log.csv"
    let first = try TrainingLog(path, keepingEpochs: 0)
    for epoch in 1...3 { try first.append(report(epoch)) }
    try folder.write(Data(contentsOf: URL(fileURLWithPath: path)) + Data("4,10".utf8), to: "log.csv")
    let second = try TrainingLog(path, keepingEpochs: 2)
    try second.append(report(3, heldOut: .init(accuracy: 0.975, loss: 0.1)))
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == """
        epoch,images,seconds,images_per_second,loss,learning_rate,held_out_accuracy,held_out_loss,\
        others_accuracy,others_loss
        1,1000,2.000,500,0.5,0.001,,,,
        2,1000,2.000,500,0.5,0.001,,,,
        3,1000,2.000,500,0.5,0.001,0.975000,0.100000,,

        """)
  }
}
