import ArgumentParser
import DigitRecognition
import DigitTraining
import Files
import Inputs
import LabelledData
import NeuralNetwork
import Threads

extension Train {
  func run() throws {
    let (source, start) = (try DataSource(source, dataDirectory: data.directory), try start())
    try checkOutputs(source)
    let file = try OutputFile(output)
    let stop = Interruption.discardWhenInterrupted(file)
    let plan = try plan(source, start)
    let trainer = plan.trainer
    // A device or a pipe has nothing beside it.
    let checkpoints = file.isFile ? CheckpointFile(besideModel: output) : nil
    let destination = destination
    if checkpoints?.exists == false, try destination.isComplete(by: trainer, from: start) {
      return Terminal.say("\(output) is complete: nothing to do")
    }
    let beginning = try destination.beginning(with: checkpoints, epochs: epochs)
    if let notice = beginning.notice { Terminal.say(notice) }
    Terminal.say(
      "\(start.network.name): \(plan.learned), \(epochs.counted("epoch")), seed \(seed), "
        + "\(trainer.settings.precision.rawValue)")
    for notice in plan.notices { Terminal.say(notice) }
    if !resume { OutputName.tellOfReplacement(of: log) }
    let reporter = try TrainingReporter(
      trainer: trainer, resuming: beginning.checkpoint, log: log, judges: plan.judges,
      showsProgress: !noProgress && Terminal.isInteractive)
    let model = try train(trainer, from: start, resuming: beginning.checkpoint, checkpoints, reporter, stop)
    try file.write(plan.finish(model).safetensors())
    try file.commit()
    checkpoints?.remove()
    Terminal.say("wrote \(output); measure it with: \(commandToMeasure(source))")
  }

  /// Throws when what is to be written is read, or is there already and may not be replaced.
  private func checkOutputs(_ data: DataSource) throws {
    let outputs = try OutputGuard([output, log].compactMap { $0 })
    if !outputs.isIdle {
      for input in ([from].compactMap({ $0 }) + teacher).map({ FilePath($0) }) + data.files { try outputs.check(input) }
    }
    try destination.check()
  }

  private var destination: TrainingOutput { TrainingOutput(output, mayReplace: force, mayResume: resume) }

  /// Trains until the end; throws the exit code of the signal that ends it before.
  private func train(
    _ trainer: Trainer, from start: Trainer.Start, resuming checkpoint: TrainingCheckpoint?,
    _ checkpoints: CheckpointFile?, _ reporter: TrainingReporter, _ stop: StopRequest
  ) throws -> Model {
    var observer = reporter.observer
    let keeper = checkpoints.map { CheckpointKeeper($0, resuming: checkpoint) }
    if let keeper {
      observer.onCheckpoint = keeper.keep
      observer.shouldStop = { stop.signal != nil }
      stop.take()
    }
    guard let model = try trainer.train(start, resuming: checkpoint, observer: observer) else {
      reporter.stopped(canGoOn: keeper?.hasSaved ?? false)
      throw ExitCode(stop.status)
    }
    reporter.finished()
    return model
  }

  /// The user's own digits, as far as they have a name.
  private func commandToMeasure(_ data: DataSource) -> String {
    var words = ["digits evaluate", RawArguments.quoted(source), "--model", RawArguments.quoted(output)]
    if case .mnist = data, let directory = self.data.directory { words += ["--data", RawArguments.quoted(directory)] }
    return words.joined(separator: " ")
  }

  private func start() throws -> Trainer.Start {
    if let from { return .model(try ModelCatalog.load(from)) }
    return .random((network ?? .fast).description)
  }
}

extension Float {
  /// As text, with so many decimals at most.
  func rounded(toDecimals decimals: Int) -> String {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    return String((Double(self) * factor).rounded() / factor)
  }
}
