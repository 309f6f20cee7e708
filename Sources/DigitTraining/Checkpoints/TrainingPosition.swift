import Files

/// How far a training is, as its checkpoint says.
package struct TrainingPosition: Codable, Sendable, Equatable {
  /// The epoch with the lowest loss on the digits that judge; counted from 1.
  package struct Best: Codable, Sendable, Equatable {
    package var epoch: Int
    package var loss: Double
  }

  package static let mostEpochs = 100_000
  /// Of one epoch: thirty years.
  private static let mostSeconds = 1e9

  /// Epochs completed.
  package var epoch = 0
  /// Steps done of the epoch after them, the sum of their losses, and the time they took.
  package var step = 0
  package var lossSum: Float = 0
  package var seconds = 0.0
  package var best: Best?

  package init(epoch: Int = 0, step: Int = 0, lossSum: Float = 0, seconds: Double = 0, best: Best? = nil) {
    self.epoch = epoch
    self.step = step
    self.lossSum = lossSum
    self.seconds = seconds
    self.best = best
  }
}

extension TrainingPosition {
  /// Reads JSON; nil unless a training can be there after `stepCount` steps, all its epochs being of one length.
  package init?(json: String, stepCount: Int) {
    guard let position = try? JSONText.decode(TrainingPosition.self, from: json.utf8),
      0...Self.mostEpochs ~= position.epoch, 0...Self.mostSeconds ~= position.seconds, position.lossSum.isFinite,
      position.best.map({ position.epoch > 0 && 1...position.epoch ~= $0.epoch }) ?? true,
      position.fits(stepCount)
    else { return nil }
    self = position
  }

  private func fits(_ stepCount: Int) -> Bool {
    guard 0...stepCount ~= step else { return false }
    if epoch == 0 { return step == stepCount }
    let earlier = stepCount - step
    return earlier.isMultiple(of: epoch) && step < earlier / epoch
  }

  /// JSON with sorted keys.
  package func json() throws -> String { try JSONText.encode(self) }
}
