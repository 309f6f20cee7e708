import DigitEvaluation
import DigitRecognition
import DigitTraining
import Foundation
import LabelledData
import NeuralNetwork
import TestSupport
import Testing

/// Training that goes on from a model that reads all digits.
struct FineTuningTests {
  private static let network = NetworkDescription(
    name: "tiny",
    layers: [
      .convolution(channels: 24, kernel: 3, padding: 0), .batchNormalization, .relu, .maximumPooling(size: 4),
      .dense(units: 11),
    ])

  /// A model that reads most drawn digits; the same for all tests.
  private static let start = Result {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.learningRate.peak, settings.nonDigits) = (16, 64, 0.01, 60)
    settings.augmentation = .none
    var model = try Trainer(settings: settings, digits: SyntheticDigits(digits: 3_000, seed: 1).drawings(), jobs: 2)
      .train(.random(network))
    model?.temperature = 1.25
    return model
  }

  private let replay = Replay(othersCount: 1_000)

  private func start() throws -> Model { try #require(try Self.start.get()) }

  /// Drawn digits of these kinds in ink so pale as the start has never seen.
  private func foreignHand(_ kinds: Set<UInt8>, count: Int, seed: UInt64) -> LabelledDigits {
    let drawn = SyntheticDigits(digits: 4_000, seed: seed).drawings()
    let chosen = drawn.selecting((0..<drawn.count).filter { kinds.contains(drawn.labels[$0]) }.prefix(count))
    let pixels = (0..<chosen.count).flatMap { chosen[$0].pixels.map { $0 / 4 } }
    return LabelledDigits(pixels: pixels, labels: chosen.labels)
  }

  private func settings(_ tuning: FineTuning, epochs: Int = 8) -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.patience) = (epochs, 32, 10)
    (settings.learningRate.peak, settings.augmentation) = (0.005, .none)
    return tuning.settings(settings)
  }

  private func tuning(_ data: TrainingData) throws -> FineTuning {
    try FineTuning(start(), data: data, replay: replay, jobs: 2)
  }

  private func trainer(_ tuning: FineTuning, _ data: TrainingData, epochs: Int = 8) throws -> Trainer {
    try Trainer(
      settings: settings(tuning, epochs: epochs), digits: data.training, heldOut: tuning.judges, replay: tuning.replay,
      jobs: 2)
  }

  private func accuracy(_ model: Model, _ digits: LabelledDigits) throws -> Double {
    let answers = try Evaluation.probabilities(Cascade(model), digits: digits, jobs: 2)
    return Metrics(truth: digits.labels, answers: answers).accuracy
  }

  @Test func whatTheFolderLacksIsKept() throws {
    let data = TrainingData(
      training: foreignHand([4, 7], count: 80, seed: 5), validation: foreignHand([4, 7], count: 40, seed: 6))
    let tuning = try tuning(data)
    let model = try #require(try trainer(tuning, data).train(.model(start())))
    let (own, others) = (data.validation, replay.others)
    #expect(try accuracy(model, own) > accuracy(start(), own) + 0.2)
    #expect(try accuracy(model, others) >= accuracy(start(), others) - 0.002)
    // Without replay the others are forgotten.
    var alone = settings(tuning)
    (alone.replay, alone.syntheticDigits, alone.nonDigits, alone.patience) = (nil, 0, 0, nil)
    let forgetful = try #require(try Trainer(settings: alone, digits: data.training).train(.model(start())))
    #expect(try accuracy(forgetful, others) < accuracy(start(), others) - 0.2)
    let lines = try tuning.finished(model, file: "out/mine.safetensors").lines
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("temperature 1.250 → "), "\(lines[0])")
    #expect(lines[0].hasSuffix(", fitted on 40 images for validation, the old one counting as 200"), "\(lines[0])")
    #expect(lines[1].hasPrefix("your images ") && lines[1].contains(" % (40, held out), others "), "\(lines[1])")
    #expect(lines[1].contains(" % (1000 drawn digits)\ncalibration error on your images "), "\(lines[1])")
  }

  @Test func twoImagesAreEnough() throws {
    let data = TrainingData(training: foreignHand([4, 7], count: 2, seed: 5))
    let tuning = try tuning(data)
    #expect(tuning.judges == data.training)
    let trainer = try trainer(tuning, data)
    // Each of them eight times, and 512 others; batches of 32 leave 16 to the next epoch.
    #expect(trainer.digitsPerEpoch == 512)
    let model = try #require(try trainer.train(.model(start())))
    #expect(try accuracy(model, replay.others) >= accuracy(start(), replay.others) - 0.002)
    let finished = try tuning.finished(model, file: "mine.safetensors")
    #expect(finished.model.temperature == 1.25)
    #expect(try #require(finished.lines.first).contains("(2, those trained on, as there are too few to hold some out)"))
    let notices = tuning.notices(trainer.settings)
    #expect(notices.first?.hasPrefix("few images (2): ") == true)
    let end = "replayed in each epoch, so that nothing is forgotten: 477 drawn digits, 35 drawings of no digit"
    #expect(notices.last == end)
  }

  @Test func noImagesAreRefused() throws {
    #expect(throws: TrainingError.tooFewDigits(count: 0, needed: 1)) {
      try tuning(TrainingData(training: LabelledDigits()))
    }
  }

  /// Labels for validation that contradict those trained on: nothing can be gained.
  @Test func theStartIsKeptWhereNothingIsGained() throws {
    let hand = foreignHand([4, 7], count: 80, seed: 5)
    let wrong = LabelledDigits(pixels: hand.pixels, labels: hand.labels.map { 9 - $0 })
    let contradiction = TrainingData(training: wrong, validation: hand)
    let tuning = try tuning(contradiction)
    var (endings, observer) = ([TrainingObserver.Ending](), TrainingObserver())
    observer.onEnd = { endings.append($0) }
    let model = try #require(
      try trainer(tuning, contradiction, epochs: 12).train(.model(start()), observer: observer))
    #expect(try model == start())
    #expect(endings == [TrainingObserver.Ending(epochs: 10, of: 12, keptEpoch: 0)])
    #expect(endings.first?.sentence == "stopped after epoch 10 of 12; kept the model that it began with")
    let finished = try tuning.finished(model, file: "mine.safetensors")
    #expect(try finished.model == start())
    #expect(finished.lines.last?.contains("mine.safetensors holds tiny unchanged") == true, "\(finished.lines)")
  }

  @Test(arguments: [0, 7, 17, 40]) func aStoppedFineTuningGoesOnToTheSameBytes(steps: Int) throws {
    let data = TrainingData(
      training: foreignHand([4, 7], count: 80, seed: 5), validation: foreignHand([4, 7], count: 40, seed: 6))
    let trainer = try trainer(tuning(data), data)
    let undisturbed = try #require(try trainer.train(.model(start())))
    let checkpoint = try trainer.checkpoint(afterSteps: steps, from: .model(start()))
    let resumed = try #require(try trainer.train(.model(start()), resuming: checkpoint))
    #expect(resumed.safetensors() == undisturbed.safetensors())
    #expect(try undisturbed != start())
  }

  @Test(arguments: [
    ("mine.safetensors", "accurate", "mine, from accurate"), ("out/a b.safetensors", "fast", "a b, from fast"),
    ("second", "mine, from accurate", "second, from mine"),
  ]) func aTunedModelHasANameOfItsOwn(file: String, start: String, name: String) throws {
    var model = try Model(initializing: Self.network, seed: 1)
    #expect(model.name == "tiny")
    model.metadata[ModelCatalog.MetadataKey.name] = start
    #expect(FineTuning.name(ofFile: file, from: model) == name)
    let cascade = Cascade(model)
    let names = [try cascade.name, try cascade.networks.first?.name]
    #expect(names == [start, start])
  }

  @Test func aNameIsOneShortLine() throws {
    var model = try Model(initializing: Self.network, seed: 1)
    model.metadata[ModelCatalog.MetadataKey.name] = "a\u{1B}[31m\nb" + String(repeating: "c", count: 200)
    #expect(model.name == "a[31mb" + String(repeating: "c", count: 94))
    model.metadata[ModelCatalog.MetadataKey.name] = "\n"
    #expect(model.name == "tiny")
  }

  @Test func fewImagesComeOftenAndManyOnce() {
    #expect([1, 2, 64, 200, 512, 9_000].map(ReplayPlan.repeats) == [8, 8, 8, 3, 1, 1])
    #expect([1, 200, 9_000].map(ReplayPlan.samples) == [512, 600, 9_000])
  }

  @Test func withoutMNISTDrawnDigitsAreReplayed() throws {
    let folder = try TemporaryFolder()
    let replay = Replay.find(environment: ["HOME": folder.path])
    #expect(!replay.hasMNIST && replay.others.count == 2_000 && replay.othersName == "drawn digits")
    let data = TrainingData(training: foreignHand([4], count: 2, seed: 5))
    let notices = try FineTuning(start(), data: data, replay: replay, jobs: 1).notices(TrainingSettings())
    #expect(notices.contains("MNIST is not at hand; with --data DIR its digits would be replayed too"))
  }

  @Test(.enabled(if: TestData.hasMNIST, "needs MNIST")) func withMNISTItsDigitsAreRecalledAndOthersOfThemJudge() throws
  {
    let replay = Replay.find(dataDirectory: TestData.mnist)
    #expect(replay.hasMNIST && replay.others.count == 2_000 && replay.othersName == "MNIST digits")
    #expect(Set(replay.others.labels) == Set(0...9))
  }

  @Test func aModelThatOnlyKnowsDigitsIsNotShownOthers() throws {
    let network = NetworkDescription(name: "digits", layers: [.maximumPooling(size: 4), .dense(units: 10)])
    let data = TrainingData(training: foreignHand([4, 7], count: 2, seed: 5))
    let start = try Model(initializing: network, seed: 1)
    let tuning = try FineTuning(start, data: data, replay: replay, jobs: 1)
    let settings = settings(tuning, epochs: 1)
    #expect(settings.nonDigits == 0 && settings.syntheticDigits == 512)
    let trainer = try Trainer(
      settings: settings, digits: data.training, heldOut: tuning.judges, replay: replay, jobs: 1)
    #expect(try trainer.train(.model(start)) != nil)
  }
}
