import Foundation

/// How far a training is, as its checkpoint says.
struct TrainingPosition: Codable, Sendable, Equatable {
  /// The epoch with the lowest loss on the digits that judge; counted from 1.
  struct Best: Codable, Sendable, Equatable {
    var epoch: Int
    var loss: Double
  }

  static let mostEpochs = 100_000
  /// Of one epoch: thirty years.
  private static let mostSeconds = 1e9

  /// Epochs completed.
  var epoch = 0
  /// Steps done of the epoch after them, the sum of their losses, and the time they took.
  var step = 0
  var lossSum: Float = 0
  var seconds = 0.0
  var best: Best?
}

extension TrainingPosition {
  /// Reads JSON; nil unless a training can be there after `stepCount` steps, all its epochs being of one length.
  init?(json: String, stepCount: Int) {
    guard let position = try? JSONDecoder().decode(TrainingPosition.self, from: Data(json.utf8)),
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
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
