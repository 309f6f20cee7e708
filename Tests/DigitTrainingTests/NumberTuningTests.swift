import DigitEvaluation
import DigitRecognition
import DigitTraining
import ImageIngestion
import Imaging
import LabelledData
import NeuralNetwork
import TestSupport
import Testing

/// Training that goes on from the bundled string network with a user's own numbers.
@Suite(.timeLimit(.minutes(10))) struct NumberTuningTests {
  private static let start = Result { try ModelCatalog.load("strings") }

  private let replay = Replay(othersCount: 256)

  private func start() throws -> Model { try Self.start.get() }

  /// Numbers of ones, fours and sevens made of dots, which the start has never seen.
  private func strangeHand(count: Int, seed: UInt64) -> OwnNumbers {
    var generator = SeededGenerator(seed: seed)
    return OwnNumbers(
      (0..<count).map { index in
        let digits = (0..<generator.whole(2...4)).map { _ in [1, 4, 7][generator.index(below: 3)] }
        var page = DrawnPage(width: 32 * digits.count, height: NumberStrip.height)
        page.penWidth = generator.uniform(0.09...0.12)
        page.write(digits, x: 2, y: generator.whole(6...12), side: 30, pitch: generator.whole(26...31))
        var dotted = page.image
        for y in 0..<dotted.height {
          for x in 0..<dotted.width where x % 4 < 2 || y % 4 < 1 { dotted[x, y] = 240 }
        }
        let line = OwnNumbers.Line(strip: NumberStrip(InkWindow.stretched(dotted)), labels: digits.map(UInt8.init))
        return OwnNumbers.Number(file: "\(index).png", lines: [line])
      })
  }

  private func settings(_ tuning: NumberTuning, epochs: Int) -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.patience) = (epochs, 32, 10)
    settings.learningRate.peak = FineTuning.learningRate
    settings = tuning.settings(settings)
    // Fewer than users get, to be quick.
    settings.replay?.recalledDigits = 128
    settings.replay?.repeats = 4
    return settings
  }

  private func data(of seed: UInt64 = 5) -> OwnNumberData {
    OwnNumberData(training: strangeHand(count: 32, seed: seed), validation: strangeHand(count: 16, seed: seed + 1))
  }

  @Test func aHandIsLearnedAndOthersAreKept() throws {
    let tuning = try NumberTuning(start(), data: data(), replay: replay, jobs: 2)
    let trainer = try tuning.trainer(settings(tuning, epochs: 4))
    #expect(trainer.task == .strings && trainer.digitsPerEpoch == 256)
    let model = try #require(try trainer.train(.model(start())))
    let comparison = try tuning.comparison(with: model)
    let (own, others) = (comparison.own, comparison.others)
    #expect(own.after.loss < own.before.loss / 2 && own.after.accuracy > own.before.accuracy, "\(comparison)")
    #expect(others.after.accuracy >= others.before.accuracy - 0.02, "\(comparison)")
    let finished = try tuning.finished(model, file: "out/mine.safetensors")
    #expect(finished.model.name == "mine, from strings")
    #expect(finished.model.temperature == (try start().temperature))
    #expect(finished.lines.count == 1)
    let line = try #require(finished.lines.first)
    #expect(line.hasPrefix("your numbers, read to the last sign: "), "\(line)")
    for part in [" % (16, held out), others ", " % (256 drawn in drawn hands)\nloss on your numbers "] {
      #expect(line.contains(part), "\(line)")
    }
    #expect(try tuning.finished(model, file: "a", temperature: 1.5).model.temperature == 1.5)
  }

  /// Texts for validation that contradict those trained on: nothing can be gained.
  @Test func theStartIsKeptWhereNothingIsGained() throws {
    let numbers = strangeHand(count: 16, seed: 5)
    let wrong = OwnNumbers(
      numbers.numbers.map { number in
        var number = number
        for line in number.lines.indices { number.lines[line].labels = number.lines[line].labels.map { 9 - $0 } }
        return number
      })
    let tuning = try NumberTuning(
      start(), data: OwnNumberData(training: wrong, validation: numbers), replay: Replay(othersCount: 32), jobs: 2)
    var settings = settings(tuning, epochs: 3)
    settings.patience = 2
    settings.learningRate.peak = 0.005
    var (endings, observer) = ([TrainingObserver.Ending](), TrainingObserver())
    observer.onEnd = { endings.append($0) }
    let model = try #require(try tuning.trainer(settings).train(.model(start()), observer: observer))
    #expect(try model == start())
    #expect(endings == [TrainingObserver.Ending(epochs: 2, of: 3, keptEpoch: 0)])
    let finished = try tuning.finished(model, file: "mine.safetensors")
    #expect(try finished.model == start())
    #expect(finished.lines.last?.contains("mine.safetensors holds strings unchanged: no epoch") == true)
  }

  @Test(arguments: [0, 3, 9]) func aStoppedTrainingGoesOnToTheSameBytes(steps: Int) throws {
    let small = OwnNumberData(training: strangeHand(count: 8, seed: 5), validation: strangeHand(count: 4, seed: 6))
    let tuning = try NumberTuning(start(), data: small, replay: Replay(othersCount: 32), jobs: 2)
    let trainer = try tuning.trainer(settings(tuning, epochs: 2))
    let undisturbed = try #require(try trainer.train(.model(start())))
    let checkpoint = try trainer.checkpoint(afterSteps: steps, from: .model(start()))
    let resumed = try #require(
      try NumberTuning(start(), data: small, replay: Replay(othersCount: 32), jobs: 1)
        .trainer(settings(tuning, epochs: 2)).train(.model(start()), resuming: checkpoint))
    #expect(resumed.safetensors() == undisturbed.safetensors())
    var other = settings(tuning, epochs: 2)
    other.replay?.repeats = 3
    #expect(throws: TrainingError.otherCheckpoint(differences: ["replay.repeats: 4, now 3"])) {
      try tuning.trainer(other).train(.model(start()), resuming: checkpoint)
    }
  }

  @Test func noNumbersAreRefused() throws {
    #expect(throws: TrainingError.tooFewNumbers(count: 0, needed: 1)) {
      try NumberTuning(start(), data: OwnNumberData(training: OwnNumbers()), replay: replay, jobs: 1)
    }
    let tuning = try NumberTuning(
      start(), data: OwnNumberData(training: strangeHand(count: 2, seed: 5)), replay: replay, jobs: 1)
    #expect(tuning.judges.count == 2)
    var settings = settings(tuning, epochs: 1)
    settings.batchSize = 256
    #expect(throws: TrainingError.tooFewNumbers(count: 2, needed: 256)) { try tuning.trainer(settings) }
    let notices = tuning.notices(tuning.settings(TrainingSettings()))
    #expect(notices.first == "few numbers (2): expect little; some 100 teach a hand")
    let end =
      "each epoch has 16 strips of your numbers, each distorted anew, and 512 drawn ones in drawn hands, so that "
    #expect(notices.last == end + "nothing is forgotten")
  }

  @Test func aSampleDependsOnSeedEpochAndIndexAlone() {
    let lines = strangeHand(count: 3, seed: 5).lines
    let samples = OwnNumberSamples(lines: lines, repeats: 2, replayed: StripSamples(digits: LabelledDigits(), count: 4))
    #expect(samples.count == 10)
    func sample(_ index: Int, epoch: Int = 0, by maker: any SampleMaker) -> (input: [UInt8], marks: [LineTruth.Mark]) {
      var input = [UInt8](repeating: 9, count: NumberStrip.trainingWidth * NumberStrip.height)
      var mask = [UInt8](repeating: 9, count: LineTruth.byteCount)
      _ = input.withUnsafeMutableBufferPointer { input in
        mask.withUnsafeMutableBufferPointer { maker.make(index, epoch: epoch, seed: 1, into: input, mask: $0) }
      }
      return (input, mask.withUnsafeBufferPointer { LineTruth($0).marks })
    }
    let (one, other) = (samples.maker(), samples.maker())
    for index in (0..<10).reversed() {
      let first = sample(index, by: one)
      _ = sample((index + 3) % 10, by: other)
      #expect(sample(index, by: other) == first)
      #expect(sample(index, epoch: 1, by: one).input != first.input)
      guard index < 6 else { continue }
      // The same line twice, and nothing known of places.
      #expect(first.marks == lines[index % 3].labels.map(LineTruth.Mark.init(label:)))
      #expect(sample((index + 3) % 6, by: one).input != first.input)
    }
  }
}
