import ArgumentParser
import Augmentation
import DigitRecognition
import NeuralNetwork

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on MNIST or on labelled digits of your own.",
    discussion: """
      Examples:
        digits train
        digits train my-labelled-scans --model-size fast --epochs 40 -o mine.safetensors
        digits classify scans --model mine.safetensors -o digits.csv

      Every epoch sees every digit once, each time turned, moved, stretched and slanted anew. The same seed and \
      settings give the same model, whatever --jobs says. The file appears when training is complete; until then each \
      epoch leaves a checkpoint beside it, from which --resume goes on, to the same bytes.
      """)

  @Argument(
    help: ArgumentHelp(
      "mnist, a folder of IDX files, a folder with one sub-folder for each digit, or one with labels.csv (file,digit).",
      valueName: "data"))
  var source = "mnist"

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output = "model.safetensors"

  @Option(help: "The network: fast, or seed, the one of the tutorials. (default: fast)")
  var modelSize: Architecture?

  @Option(help: ArgumentHelp("Go on from this model's weights, bundled or a file.", valueName: "name|file"))
  var from: String?

  @Option(
    help: "Which digits of MNIST; train-without-held-out leaves 40 writers to choose settings by. (default: train)")
  var split: MNIST.Split?

  @Option(help: "How often every digit is seen.")
  var epochs = TrainingSettings().epochs

  @Option(help: "Digits for each step of the optimizer, a multiple of 32.")
  var batchSize = TrainingSettings().batchSize

  @Option(help: "Its peak.")
  var learningRate = TrainingSettings().learningRate.peak

  @Option(
    help: """
      How it gets there and back to zero: cosine, after a warm-up of one epoch; or one-cycle, up for three tenths of the \
      run and down in a straight line, for a few epochs with a higher peak.
      """)
  var schedule = TrainingSettings().learningRate.shape

  @Option(help: ArgumentHelp("How much of each label is spread over all ten digits.", valueName: "share"))
  var labelSmoothing = TrainingSettings().labelSmoothing

  @Option(
    help: ArgumentHelp(
      "Stop when the loss on the held-out digits has not fallen for so long; write the best epoch's model.",
      valueName: "epochs"))
  var patience: Int?

  @Option(help: "What the initial weights, the order and the distortion of the digits follow from.")
  var seed = TrainingSettings().seed

  @Option(help: "Digits drawn by a pen that join the others, in styles that MNIST lacks: a 1 with a flag, a barred 7.")
  var synthetic = TrainingSettings().syntheticDigits

  @OptionGroup var augmentation: AugmentationOptions
  @OptionGroup var data: DataOption
  @OptionGroup var jobs: JobsOption

  @Flag(help: "Go on from the checkpoint that a training with the same options has left beside the model.")
  var resume = false

  @Option(help: ArgumentHelp("A CSV file with a row for each epoch.", valueName: "file"))
  var log: String?

  @Flag(help: "No progress bar.")
  var noProgress = false

  func validate() throws {
    guard from == nil || modelSize == nil else {
      throw ValidationError("--from brings its own network; leave --model-size out.")
    }
    guard 0..<1 ~= labelSmoothing else { throw ValidationError("--label-smoothing must be at least 0 and below 1.") }
    guard patience ?? 1 >= 1 else { throw ValidationError("--patience must be at least 1.") }
    guard split != .test, split != .heldOut else {
      throw ValidationError(
        "--split \(split?.rawValue ?? "") is for measuring; train on train or train-without-held-out.")
    }
    guard epochs >= 1 else { throw ValidationError("--epochs must be at least 1.") }
    guard batchSize >= 32, batchSize.isMultiple(of: 32) else {
      throw ValidationError("--batch-size must be a multiple of 32.")
    }
    guard synthetic >= 0 else { throw ValidationError("--synthetic must not be negative.") }
    guard learningRate > 0 else { throw ValidationError("--learning-rate must be greater than 0.") }
  }

  func run() throws {
    let source = try DataSource(source, dataDirectory: data.directory)
    let contents = try source.load(split, default: .train, jobs: jobs.jobs)
    for rejected in contents.rejected { Terminal.say("left out: \(rejected.file): \(rejected.reason)") }
    let heldOut = try heldOutDigits(of: source)
    let start = try start()
    OutputFile.removeLeftovers(of: output)
    let file = try OutputFile(output)
    let stop = Interruption.removeWhenInterrupted(file.temporaryPath)
    let trainer = try Trainer(settings: settings, digits: contents.digits, heldOut: heldOut, jobs: jobs.jobs)
    // A device or a pipe has nothing beside it.
    let checkpoints = file.temporaryPath == nil ? nil : CheckpointFile(besideModel: output)
    checkpoints?.removeLeftovers()
    let checkpoint = try checkpointToResume(checkpoints)
    Terminal.say("\(networkName(of: start)): \(contents.digits.count) digits, \(epochs) epochs, seed \(seed)")
    let reporter = try TrainingReporter(
      trainer: trainer, resuming: checkpoint, log: log, showsProgress: !noProgress && Terminal.isInteractive)
    var observer = reporter.observer
    var isSaved = checkpoint != nil
    if let checkpoints {
      let replacesOther = checkpoint == nil && checkpoints.exists
      observer.onCheckpoint = { checkpoint in
        // One of another run stays until the first epoch is complete.
        if replacesOther, checkpoint.epochs == 0 { return }
        try checkpoints.save(checkpoint)
        isSaved = true
      }
      observer.shouldStop = { stop.signal != nil }
      stop.take()
    }
    guard let model = try trainer.train(start, resuming: checkpoint, observer: observer) else {
      reporter.stopped(canGoOn: isSaved)
      throw ExitCode(stop.status)
    }
    reporter.finished()
    try file.write(model.safetensors())
    try file.commit()
    checkpoints?.remove()
    Terminal.say("wrote \(output); measure it with: digits evaluate mnist --model \(output)")
  }

  /// MNIST's held-out writers, where the others are trained on.
  private func heldOutDigits(of source: DataSource) throws -> LabelledDigits? {
    let digits = split == .trainWithoutHeldOut ? try source.load(.heldOut, default: .heldOut, jobs: jobs.jobs) : nil
    guard patience == nil || digits != nil else {
      throw ValidationError("--patience needs held-out digits: --split \(MNIST.Split.trainWithoutHeldOut.rawValue).")
    }
    return digits?.digits
  }

  private func start() throws -> Trainer.Start {
    if let from { return .model(try ModelCatalog.load(from)) }
    return .random((modelSize ?? .fast).description)
  }

  private func networkName(of start: Trainer.Start) -> String {
    switch start {
    case .random(let network): network.name
    case .model(let model): model.description.name
    }
  }

  /// Says what there is to go on from, and what not.
  private func checkpointToResume(_ file: CheckpointFile?) throws -> TrainingCheckpoint? {
    guard let file, file.exists else {
      if resume { Terminal.say("no checkpoint beside \(output): starting from the beginning") }
      return nil
    }
    guard resume else {
      Terminal.say("\(file.path) is there, of a training that did not end: --resume goes on with it; starting anew")
      return nil
    }
    let checkpoint = try file.load()
    Terminal.say("going on with \(file.path), after \(checkpoint.epochs) of \(epochs) epochs")
    return checkpoint
  }

  private var settings: TrainingSettings {
    var settings = TrainingSettings()
    settings.epochs = epochs
    settings.batchSize = batchSize
    settings.learningRate.peak = learningRate
    settings.learningRate.shape = schedule
    settings.labelSmoothing = labelSmoothing
    settings.patience = patience
    settings.syntheticDigits = synthetic
    settings.augmentation = augmentation.settings
    settings.seed = seed
    return settings
  }
}

extension LearningRateSchedule.Shape: ExpressibleByArgument {}

extension Train {
  enum Architecture: String, ExpressibleByArgument, CaseIterable {
    case fast, seed

    var description: NetworkDescription {
      switch self {
      case .fast: .fast
      case .seed: .seed
      }
    }
  }
}

/// How much training digits are moved and bent.
struct AugmentationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Largest rotation.", valueName: "degrees"))
  var rotation = AugmentationSettings().rotation

  @Option(help: ArgumentHelp("Largest shift along each axis, of the 28×28 image.", valueName: "pixels"))
  var shift = AugmentationSettings().shift

  @Option(help: ArgumentHelp("Largest change of size of each axis, 0.15 for 15 %.", valueName: "fraction"))
  var scale = AugmentationSettings().scale

  @Option(help: ArgumentHelp("Largest slant.", valueName: "degrees"))
  var shear = AugmentationSettings().shear

  @Option(help: ArgumentHelp("Largest change of stroke width: 1 is a pixel on each side.", valueName: "share"))
  var stroke = AugmentationSettings().stroke

  @Flag(help: "Train on the digits as they come.")
  var noAugmentation = false

  func validate() throws {
    guard min(rotation, shift, scale, shear, stroke) >= 0 else {
      throw ValidationError("--rotation, --shift, --scale, --shear and --stroke must not be negative.")
    }
    guard scale < 1 else { throw ValidationError("--scale must be less than 1.") }
    guard stroke <= 1 else { throw ValidationError("--stroke must be at most 1.") }
    guard shear < 80 else { throw ValidationError("--shear must be less than 80 degrees.") }
  }

  var settings: AugmentationSettings {
    if noAugmentation { return .none }
    return AugmentationSettings(rotation: rotation, shift: shift, scale: scale, shear: shear, stroke: stroke)
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
