import DigitRecognition
import DigitTraining
import Files
import Foundation
import NeuralNetwork
import TestSupport
import Testing

/// What becomes of an earlier model, and of a checkpoint beside it.
@Suite struct TrainingOutputTests {
  private static let network = NetworkDescription(name: "tiny", layers: [.maximumPooling(size: 4), .dense(units: 10)])

  private let folder: TemporaryFolder
  private let path: String
  private let checkpoints: CheckpointFile

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/own.safetensors"
    checkpoints = CheckpointFile(besideModel: path)
  }

  private func trainer(seed: UInt64 = 1) throws -> Trainer {
    var settings = TrainingSettings()
    (settings.epochs, settings.batchSize, settings.seed) = (2, 64, seed)
    return try Trainer(settings: settings, digits: SyntheticDigits(digits: 128, seed: 1).drawings())
  }

  /// Those of a run that stops before its first step, and of one that nobody stops.
  private func saved(stopping: Bool) throws -> [TrainingCheckpoint] {
    var (found, observer) = ([TrainingCheckpoint](), TrainingObserver())
    observer.onCheckpoint = { found.append($0) }
    observer.shouldStop = { stopping }
    _ = try trainer().train(.random(Self.network), observer: observer)
    return found
  }

  @Test func onlyWhatMayBeReplacedIsReplaced() throws {
    try TrainingOutput(path).check()
    try TrainingOutput("/dev/null").check()
    try folder.write([1, 2, 3], to: "own.safetensors")
    #expect(throws: FileError.outputExists(path: path)) { try TrainingOutput(path).check() }
    try TrainingOutput(path, mayReplace: true).check()
    try TrainingOutput(path, mayResume: true).check()
  }

  @Test func aTrainingKnowsItsOwnResult() throws {
    let (output, start) = (TrainingOutput(path, mayResume: true), Trainer.Start.random(Self.network))
    #expect(try !output.isComplete(by: trainer(), from: start))
    let model = try #require(try trainer().train(start))
    try folder.write(model.safetensors(), to: "own.safetensors")
    #expect(try output.isComplete(by: trainer(), from: start))
    #expect(throws: FileError.outputExists(path: path)) {
      try output.isComplete(by: trainer(seed: 2), from: start)
    }
    #expect(try !TrainingOutput(path, mayReplace: true).isComplete(by: trainer(), from: start))
    try folder.write([1, 2, 3], to: "own.safetensors")
    #expect(throws: FileError.outputExists(path: path)) { try output.isComplete(by: trainer(), from: start) }
  }

  @Test func aRunGoesOnOnlyWhereThatIsWanted() throws {
    let (asked, unasked) = (TrainingOutput(path, mayResume: true), TrainingOutput(path))
    for file in [nil, checkpoints] {
      #expect(try unasked.beginning(with: file, epochs: 2).notice == nil)
      let beginning = try asked.beginning(with: file, epochs: 2)
      #expect(beginning.checkpoint == nil)
      #expect(beginning.notice == "no checkpoint beside \(path): starting from the beginning")
    }
    let saved = try #require(try saved(stopping: false).first)
    try checkpoints.save(saved)
    let anew = try unasked.beginning(with: checkpoints, epochs: 2)
    #expect(anew.checkpoint == nil && anew.notice?.hasPrefix("\(checkpoints.path) is there, ") == true)
    let resumed = try asked.beginning(with: checkpoints, epochs: 2)
    #expect(resumed.checkpoint?.epochs == 1)
    #expect(resumed.notice == "going on with \(checkpoints.path), after 1 of 2 epochs")
    try folder.write([1, 2, 3], to: "own.safetensors.checkpoint")
    #expect(throws: TrainingError.self) { try asked.beginning(with: checkpoints, epochs: 2) }
  }

  @Test func aCheckpointOfAnotherRunStaysUntilAnEpochIsComplete() throws {
    let other: [UInt8] = [1, 2, 3]
    try folder.write(other, to: "own.safetensors.checkpoint")
    let keeper = CheckpointKeeper(checkpoints, resuming: nil)
    let stopped = try #require(try saved(stopping: true).first)
    try keeper.keep(stopped)
    #expect(!keeper.hasSaved)
    #expect(try Array(Data(contentsOf: URL(filePath: checkpoints.path))) == other)
    for checkpoint in try saved(stopping: false) { try keeper.keep(checkpoint) }
    #expect(keeper.hasSaved)
    #expect(try checkpoints.load().epochs == 2)
  }

  @Test func aRunThatGoesOnReplacesItsOwnCheckpoint() throws {
    let stopped = try #require(try saved(stopping: true).first)
    let first = CheckpointKeeper(checkpoints, resuming: nil)
    #expect(!first.hasSaved)
    try first.keep(stopped)
    #expect(first.hasSaved)
    let second = CheckpointKeeper(checkpoints, resuming: try checkpoints.load())
    #expect(second.hasSaved)
    checkpoints.remove()
    try second.keep(stopped)
    #expect(try checkpoints.load().epochs == 0)
  }
}
