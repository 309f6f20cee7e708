import DigitRecognition
import DigitTraining
import ImageIngestion
import Imaging
import NeuralNetwork
import PageSynthesis
import Testing

struct InkPlanesTests {
  @Test func joiningUndoesSplitting() {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    // Ink or paper, as sure as a logit can be.
    let pixels = (0..<InkPlanes.pixelCount).map { _ in UInt8(generator.unit() < 0.5 ? 255 : 0) }
    var planes = [UInt8](repeating: 7, count: pixels.count)
    pixels.withUnsafeBufferPointer { pixels in
      planes.withUnsafeMutableBufferPointer { InkPlanes.split(pixels, into: $0) }
    }
    // Plane 1 has the odd columns of the even rows.
    #expect(planes[48 * 48] == pixels[1] && planes[2 * 48 * 48] == pixels[96])
    #expect(InkPlanes.joined(logits: planes.map { $0 > 0 ? 50 : -50 }).pixels == pixels, "seed \(seed)")
  }
}

struct PageSamplesTests {
  private let samples = PageSamples(digits: SyntheticDigits(digits: 64, seed: 1).drawings())

  private func sample(_ index: Int, epoch: Int = 0, seed: UInt64 = 1, by maker: any SampleMaker) -> (
    label: UInt8, input: [UInt8], mask: [UInt8]
  ) {
    var input = [UInt8](repeating: 9, count: samples.inputSize)
    var mask = input
    let label = input.withUnsafeMutableBufferPointer { input in
      mask.withUnsafeMutableBufferPointer { maker.make(index, epoch: epoch, seed: seed, into: input, mask: $0) }
    }
    return (label, input, mask)
  }

  @Test func aPageDependsOnSeedEpochAndIndexAlone() {
    let (one, other) = (samples.maker(), samples.maker())
    for index in 0..<20 {
      let first = sample(index, by: one)
      // The other maker has made other pages before.
      _ = sample(index + 100, by: other)
      let again = sample(index, by: other)
      #expect(first == again)
      #expect(sample(index, epoch: 1, by: one).input != first.input)
      #expect(sample(index, seed: 2, by: one).input != first.input)
    }
  }

  @Test func onlyPagesWithADigitHaveAMask() {
    let maker = samples.maker()
    var labels: Set<UInt8> = []
    for index in 0..<300 {
      let (label, input, mask) = sample(index, by: maker)
      labels.insert(label)
      #expect(mask.contains { $0 > 127 } == (label < 10), "page \(index), label \(label)")
      #expect(label == 11 || Set(input).count > 1)
    }
    #expect(labels.isSuperset(of: 0...11))
  }

  @Test func aFewPagesAreLearntByHeart() throws {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.learningRate.peak) = (2, 32, 0.003)
    let digits = SyntheticDigits(digits: 64, seed: 3).drawings()
    let trainer = try Trainer(.pages, settings: settings, digits: digits, heldOut: digits, jobs: 2)
    var losses: [Float] = []
    var observer = TrainingObserver()
    observer.onEpoch = {
      losses.append($0.loss)
      #expect($0.heldOut?.inkOverlap != nil)
    }
    let model = try #require(try trainer.train(.random(.ink), observer: observer))
    #expect(losses.count == 2 && losses[1] < losses[0])
    let look = try #require(try InkReader(model).read(GrayImage(width: 50, height: 80, filledWith: 200)).looks.first)
    #expect(look.mask.width == 96 && look.answer.values.count == 10)
    #expect(abs(look.answer.values.reduce(0, +) + look.answer.notADigit - 1) < 1e-4)
  }
}

struct OpinionsTests {
  private func sure(_ digit: Int, _ confidence: Float, notADigit: Float = 0.001) -> Probabilities {
    var values = [Float](repeating: (1 - confidence - notADigit) / 9, count: 10)
    values[digit] = confidence
    return Probabilities(values, notADigit: notADigit)
  }

  @Test func readersThatAgreeAreAsSureAsTheyWere() throws {
    let ensemble = Ensemble(rules: sure(3, 0.95), mask: sure(3, 0.95), window: sure(3, 0.95))
    let pooled = try #require(ensemble.pooled)
    #expect(pooled.digit == 3 && abs(pooled.confidence - 0.95) < 1e-3)
  }

  @Test func oneReaderAgainstTwoMakesTheAnswerUnsure() throws {
    let pooled = try #require(Ensemble(rules: sure(7, 0.9), mask: sure(1, 0.9), window: sure(1, 0.9)).pooled)
    #expect(pooled.digit == 1 && pooled.confidence < 0.85)
    let crossedOut = sure(8, 0.02, notADigit: 0.97)
    let doubtful = try #require(Ensemble(rules: sure(8, 0.9), mask: nil, window: crossedOut).pooled)
    #expect(doubtful.confidence < 0.7)
  }

  @Test func theInkNetworkAloneDoesNotMakeADigit() {
    #expect(Ensemble(window: sure(5, 0.99)).pooled == nil)
    #expect(Ensemble().pooled == nil)
  }
}
