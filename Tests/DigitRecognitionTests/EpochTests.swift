import DigitRecognition
import DigitTraining
import NeuralNetwork
import Testing

/// What is new in each epoch: the order of the digits, and how each is distorted.
@Suite struct EpochTests {
  /// A network whose loss on a batch does not depend on the order in it.
  private static let network = NetworkDescription(
    name: "plain",
    layers: [.convolution(channels: 8, kernel: 3, padding: 0), .relu, .maximumPooling(size: 4), .dense(units: 10)])

  /// The mean loss of each of two epochs after each of its steps, of a network that learns as good as nothing.
  private func losses(_ count: Int, batchSize: Int, distorts: Bool) throws -> [[Float]] {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize) = (2, batchSize)
    if !distorts { settings.augmentation = .none }
    settings.learningRate.peak = 1e-12
    let trainer = try Trainer(settings: settings, digits: SyntheticDigits(digits: count, seed: 1).drawings(), jobs: 2)
    var (losses, observer): ([[Float]], TrainingObserver) = ([[], []], TrainingObserver())
    observer.onStep = { losses[$0.epoch - 1].append($0.loss) }
    _ = try trainer.train(.random(Self.network), observer: observer)
    return losses
  }

  @Test func theOrderIsNew() throws {
    let losses = try losses(256, batchSize: 32, distorts: false)
    try #require(losses.allSatisfy { $0.count == 8 })
    #expect(abs(losses[0][0] - losses[1][0]) > 1e-3, "\(losses)")
    // Once all have come, all is as it was.
    #expect(abs(losses[0][7] - losses[1][7]) < 1e-4, "\(losses)")
  }

  @Test func theDistortionIsNew() throws {
    let plain = try losses(64, batchSize: 64, distorts: false)
    #expect(abs(plain[0][0] - plain[1][0]) < 1e-4, "\(plain)")
    let distorted = try losses(64, batchSize: 64, distorts: true)
    #expect(abs(distorted[0][0] - distorted[1][0]) > 1e-3, "\(distorted)")
  }
}
