import DigitTraining
import TestSupport
import Testing

extension Trainer {
  /// The checkpoint of a training from `start` that is stopped after `steps` steps, as a file gives it back.
  func checkpoint(afterSteps steps: Int, from start: Start) throws -> TrainingCheckpoint {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = CheckpointFile(besideModel: folder.path + "/model")
    var (seen, observer) = (0, TrainingObserver())
    observer.onStep = { _ in seen += 1 }
    observer.shouldStop = { seen == steps }
    observer.onCheckpoint = { try file.save($0) }
    #expect(try train(start, observer: observer) == nil)
    return try file.load()
  }
}
