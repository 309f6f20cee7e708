import DigitRecognition
import DigitTraining
import Foundation
import NeuralNetwork
import TestSupport
import Testing

@Suite struct TrainingPositionTests {
  @Test(arguments: [
    (#"{"epoch":0,"step":0,"lossSum":0,"seconds":0}"#, 0), (#"{"epoch":0,"step":7,"lossSum":1.5,"seconds":2}"#, 7),
    (#"{"epoch":2,"step":1,"lossSum":0.5,"seconds":1,"best":{"epoch":2,"loss":0.25}}"#, 7),
  ]) func comesBackFromItsJSON(json: String, stepCount: Int) throws {
    let position = try #require(TrainingPosition(json: json, stepCount: stepCount))
    #expect(TrainingPosition(json: try position.json(), stepCount: stepCount) == position)
  }

  @Test(arguments: [
    ("", 0), ("{}", 0), (#"{"epoch":-1,"step":0,"lossSum":0,"seconds":0}"#, 0),
    (#"{"epoch":9223372036854775807,"step":0,"lossSum":0,"seconds":0}"#, 0),
    (#"{"epoch":100001,"step":0,"lossSum":0,"seconds":0}"#, 100_001),
    (#"{"epoch":0,"step":9223372036854775807,"lossSum":0,"seconds":0}"#, 7),
    (#"{"epoch":0,"step":-1,"lossSum":0,"seconds":0}"#, 7), (#"{"epoch":0,"step":6,"lossSum":0,"seconds":0}"#, 7),
    // Three epochs of no length, and of two and a third steps.
    (#"{"epoch":3,"step":0,"lossSum":0,"seconds":0}"#, 0), (#"{"epoch":3,"step":0,"lossSum":0,"seconds":0}"#, 7),
    // Two of three steps, and a fourth step.
    (#"{"epoch":2,"step":3,"lossSum":0,"seconds":0}"#, 9), (#"{"epoch":0,"step":0,"lossSum":1e39,"seconds":0}"#, 0),
    (#"{"epoch":0,"step":0,"lossSum":0,"seconds":-1}"#, 0), (#"{"epoch":0,"step":0,"lossSum":0,"seconds":1e300}"#, 0),
    (#"{"epoch":2,"step":1,"lossSum":0,"seconds":0,"best":{"epoch":3,"loss":0}}"#, 7),
    (#"{"epoch":2,"step":1,"lossSum":0,"seconds":0,"best":{"epoch":0,"loss":0}}"#, 7),
    (#"{"epoch":0,"step":1,"lossSum":0,"seconds":0,"best":{"epoch":1,"loss":0}}"#, 1),
  ]) func whatNoTrainingReachesIsRefused(json: String, stepCount: Int) {
    #expect(TrainingPosition(json: json, stepCount: stepCount) == nil)
  }

  /// Of a training whose epochs have three steps.
  @Test func aPlaceThatTheDigitsDoNotHaveIsDamage() throws {
    let network = NetworkDescription(name: "tiny", layers: [.maximumPooling(size: 4), .dense(units: 10)])
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize) = (2, 64)
    let trainer = try Trainer(settings: settings, digits: SyntheticDigits(digits: 200, seed: 1).drawings())
    var (checkpoint, observer) = (TrainingCheckpoint?.none, TrainingObserver())
    observer.onCheckpoint = { checkpoint = $0 }
    _ = try trainer.train(.random(network), observer: observer)
    let folder = try TemporaryFolder()
    let file = CheckpointFile(besideModel: folder.path + "/model")
    for (epoch, step, stepCount) in [(1, 0, 5), (1, 3, 6), (3, 0, 9), (0, 4, 4)] {
      var lie = try #require(checkpoint)
      (lie.position.epoch, lie.position.step, lie.snapshot.stepCount) = (epoch, step, stepCount)
      try file.save(lie)
      let error = #expect(throws: TrainingError.self) {
        try trainer.train(.random(network), resuming: file.load())
      }
      guard case .unusableCheckpoint(file.path, _) = error else {
        Issue.record("\(epoch), \(step), \(stepCount): \(String(describing: error))")
        continue
      }
    }
  }
}
