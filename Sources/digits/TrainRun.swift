import ArgumentParser
import DigitEvaluation
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
    let isFineTuning = FineTuning.isMeant(by: source, from: start) && split == nil
    let digits = try source.loadForTraining(split, seed: seed, jobs: jobs.jobs, isFineTuning: isFineTuning)
    for notice in digits.notices { Terminal.say(notice) }
    let tuning = isFineTuning ? try fineTuning(of: start, with: digits) : nil
    let settings = try settings(for: digits, tuning)
    if tuning == nil { try digits.check(batchSize: settings.batchSize) }
    let task = NetworkTask(for: start.network)
    let trainer = try Trainer(
      task, settings: settings, digits: digits.training,
      heldOut: tuning?.judges ?? (digits.validation.count > 0 ? digits.validation : nil), replay: tuning?.replay,
      teachers: teacher.map { try ModelCatalog.load($0) }, jobs: jobs.jobs)
    // A device or a pipe has nothing beside it.
    let checkpoints = file.isFile ? CheckpointFile(besideModel: output) : nil
    let destination = destination
    if checkpoints?.exists == false, try destination.isComplete(by: trainer, from: start) {
      return Terminal.say("\(output) is complete: nothing to do")
    }
    let beginning = try destination.beginning(with: checkpoints, epochs: epochs)
    if let notice = beginning.notice { Terminal.say(notice) }
    let others = digits.validation.count > 0 ? " and \(digits.validation.count) for validation" : ""
    Terminal.say(
      "\(start.network.name): \(digits.training.count.counted("digit"))\(others), \(epochs.counted("epoch")), "
        + "seed \(seed), \(settings.precision.rawValue)")
    for notice in tuning?.notices(settings) ?? [] { Terminal.say(notice) }
    if !resume { OutputName.tellOfReplacement(of: log) }
    let reporter = try TrainingReporter(
      trainer: trainer, resuming: beginning.checkpoint, log: log, judges: tuning == nil ? "held out" : "your images",
      showsProgress: !noProgress && Terminal.isInteractive)
    let model = try train(trainer, from: start, resuming: beginning.checkpoint, checkpoints, reporter, stop)
    try file.write(finished(model, task, digits.validation, tuning).safetensors())
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

  private func fineTuning(of start: Trainer.Start, with digits: TrainingData) throws -> FineTuning? {
    guard case .model(let model) = start else { return nil }
    return try FineTuning(model, data: digits, replay: .find(dataDirectory: data.directory), jobs: jobs.jobs)
  }

  /// `model` as it is written, with its temperature; says what was gained.
  private func finished(
    _ model: Model, _ task: NetworkTask, _ validation: LabelledDigits, _ tuning: FineTuning?
  ) throws -> Model {
    guard let tuning else { return try calibrated(model, task, on: validation) }
    let result = try tuning.finished(model, file: output, temperature: temperature)
    for line in result.lines { Terminal.say(line) }
    return result.model
  }

  /// The user's own digits, as far as they have a name.
  private func commandToMeasure(_ data: DataSource) -> String {
    var words = ["digits evaluate", RawArguments.quoted(source), "--model", RawArguments.quoted(output)]
    if case .mnist = data, let directory = self.data.directory { words += ["--data", RawArguments.quoted(directory)] }
    return words.joined(separator: " ")
  }

  /// `model` with the temperature asked for, or else the one that fits `validation`.
  private func calibrated(_ model: Model, _ task: NetworkTask, on validation: LabelledDigits) throws -> Model {
    var model = model
    if let temperature {
      model.temperature = temperature
    } else if validation.count > 0, task != .strings {
      // Of numbers no temperature is fitted: a second reader decides how far to trust them.
      model = try task.calibrated(model, on: validation, jobs: jobs.jobs)
      Terminal.say("temperature \(model.temperature.rounded(toDecimals: 4)), fitted on the digits for validation")
    }
    return model
  }

  private func start() throws -> Trainer.Start {
    if let from { return .model(try ModelCatalog.load(from)) }
    return .random((network ?? .fast).description)
  }

  /// nil without teachers.
  private var distillation: Distillation? {
    guard !teacher.isEmpty else { return nil }
    var distillation = Distillation()
    (distillation.share, distillation.temperature) = (teacherShare, teacherTemperature)
    distillation.labelLearnedAlone = UInt8(Probabilities.notADigitClass)
    return distillation
  }

  private func settings(for digits: TrainingData, _ tuning: FineTuning?) throws -> TrainingSettings {
    guard patience == nil || digits.validation.count > 0 || tuning != nil else {
      throw ValidationError("--patience needs held-out digits: --split \(MNIST.Split.trainWithoutHeldOut.rawValue).")
    }
    var settings = TrainingSettings()
    settings.epochs = epochs
    let usualRate = tuning == nil ? settings.learningRate.peak : FineTuning.learningRate
    settings.learningRate.peak = learningRate ?? usualRate
    settings.learningRate.shape = schedule
    settings.labelSmoothing = labelSmoothing
    settings.distillation = distillation
    let isJudged = split == nil && digits.validation.count > 0 || tuning != nil
    settings.patience = patience ?? (isJudged ? Train.patienceOnFolders : nil)
    settings.precision = precision.value
    settings.syntheticDigits = synthetic
    settings.nonDigits = nonDigits
    settings.augmentation = augmentation.settings
    settings.seed = seed
    if let tuning { settings = tuning.settings(settings) }
    let ownSamples = settings.ownSamples(of: digits.training.count)
    settings.batchSize = batchSize ?? TrainingSettings.batchSize(forDigits: ownSamples)
    return settings
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
