import DigitRecognition
import NeuralNetwork
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

  @Test func doesWithoutWarmUp() {
    var schedule = schedule
    schedule.warmUpEpochs = 0
    #expect(schedule.rate(atEpoch: 0, of: 10) == schedule.peak)
  }
}

struct SyntheticDigitsTests {
  @Test func followFromTheSeed() {
    let digits = SyntheticDigits.draw(count: 40, seed: 3)
    #expect(SyntheticDigits.draw(count: 40, seed: 3) == digits)
    #expect(SyntheticDigits.draw(count: 40, seed: 4).pixels != digits.pixels)
    // More of them begin with the same ones.
    let more = SyntheticDigits.draw(count: 80, seed: 3)
    #expect(Array(more.pixels.prefix(digits.pixels.count)) == digits.pixels)
    #expect(Array(more.labels.prefix(40)) == digits.labels)
  }

  @Test func allHaveInkAndEveryDigitComes() {
    let digits = SyntheticDigits.draw(count: 160, seed: 5)
    #expect(digits.count == 160)
    #expect(Set(digits.labels) == Set(0...9))
    for index in 0..<digits.count {
      let (inked, peak) = (digits[index].pixels.count { $0 > 100 }, digits[index].pixels.max())
      #expect(inked > 20 && inked < 350 && peak == 255, "\(digits.labels[index]) at \(index)")
    }
    #expect(Set((0..<digits.count).map { digits[$0].pixels }).count == 160)
  }

  @Test func noneIsNone() {
    #expect(SyntheticDigits.draw(count: 0, seed: 1) == LabelledDigits())
  }
}

struct TrainerTests {
  private static let digits = SyntheticDigits.draw(count: 200, seed: 1)
  /// Every kind of layer that has weights or randomness of its own.
  private static let network = NetworkDescription(
    name: "tiny",
    layers: [
      .convolution(channels: 8, kernel: 3, padding: 0), .batchNormalization, .relu, .maximumPooling(size: 2),
      .dropout(rate: 0.1), .dense(units: 10),
    ])

  private func settings(epochs: Int = 2, seed: UInt64 = 1, jobs: Int = 1) -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.seed, settings.jobs) = (epochs, 64, seed, jobs)
    settings.syntheticDigits = 32
    return settings
  }

  private func trained(seed: UInt64 = 1, jobs: Int) throws -> [UInt8] {
    try Trainer(settings: settings(seed: seed, jobs: jobs), digits: Self.digits).train(Self.network).safetensors()
  }

  @Test func weightsDoNotDependOnTheNumberOfJobs() throws {
    let one = try trained(jobs: 1)
    #expect(try trained(jobs: 1) == one)
    #expect(try trained(jobs: 2) == one)
    #expect(try trained(jobs: 3) == one)
    #expect(try trained(seed: 2, jobs: 1) != one)
  }

  @Test func theLossFalls() throws {
    var reports: [Trainer.EpochReport] = []
    var settings = settings(epochs: 8, jobs: 2)
    (settings.learningRate.peak, settings.augmentation) = (0.01, .none)
    let trainer = try Trainer(settings: settings, digits: Self.digits)
    var steps: [Int] = []
    _ = try trainer.train(Self.network, onStep: { steps.append($0) }, onEpoch: { reports.append($0) })
    #expect(reports.map(\.epoch) == Array(1...8))
    // 232 digits fill three batches of 64.
    #expect(trainer.digitsPerEpoch == 192 && reports.allSatisfy { $0.digits == 192 })
    #expect(steps == Array(stride(from: 64, through: 8 * 192, by: 64)))
    let (first, last) = (try #require(reports.first).loss, try #require(reports.last).loss)
    #expect(first > 1.5 && last < 0.75 * first, "\(reports.map(\.loss))")
  }

  @Test func theModelSaysHowItWasMade() throws {
    let model = try Trainer(settings: settings(epochs: 1), digits: Self.digits).train(Self.network)
    #expect(model.metadata[ModelCatalog.MetadataKey.preprocessing] == ModelCatalog.preprocessingVersion)
    let recipe = try #require(model.metadata["recipe"])
    #expect(recipe.hasPrefix("232 digits, 1 epochs, batch size 64, ") && recipe.hasSuffix(", seed 1"))
  }

  @Test func fewerDigitsThanABatchAreRefused() {
    let few = Self.digits.selecting(0..<63)
    #expect(throws: RecognitionError.tooFewDigits(count: 63, needed: 64)) {
      try Trainer(settings: settings(), digits: few)
    }
    #expect(throws: Never.self) { try Trainer(settings: settings(), digits: Self.digits.selecting(0..<64)) }
  }

  @Test func anErrorBetweenEpochsEndsTheTraining() throws {
    struct Enough: Error {}
    var epochs = 0
    let trainer = try Trainer(settings: settings(epochs: 5), digits: Self.digits)
    #expect(throws: Enough.self) {
      try trainer.train(
        Self.network,
        onEpoch: { _ in
          epochs += 1
          throw Enough()
        })
    }
    #expect(epochs == 1)
  }
}
