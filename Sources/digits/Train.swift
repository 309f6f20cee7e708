import ArgumentParser
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

      Every epoch sees every digit once, each time turned, moved, bent and spoiled anew. The same seed and \
      settings give the same model, whatever --jobs says. The file appears when training is complete.
      """)

  @Argument(
    help: ArgumentHelp(
      "mnist, a folder of IDX files, a folder with one sub-folder for each digit, or one with labels.csv (file,digit).",
      valueName: "data"))
  var source = "mnist"

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output = "model.safetensors"

  @Option(help: "The network: fast, or seed, the one of the tutorials.")
  var modelSize = Architecture.fast

  @Option(
    help: "Which digits of MNIST; train-without-held-out leaves 40 writers to choose settings by. (default: train)")
  var split: MNIST.Split?

  @Option(help: "How often every digit is seen.")
  var epochs = TrainingSettings().epochs

  @Option(help: "Digits for each step of the optimizer, a multiple of 32.")
  var batchSize = TrainingSettings().batchSize

  @Option(help: "Its peak, after a warm-up of one epoch; then it falls to zero along half a cosine.")
  var learningRate = TrainingSettings().learningRate.peak

  @Option(help: "What the initial weights, the order and the distortion of the digits follow from.")
  var seed = TrainingSettings().seed

  @Option(help: "Digits drawn by a pen that join the others, in styles that MNIST lacks: a 1 with a flag, a barred 7.")
  var synthetic = TrainingSettings().syntheticDigits

  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions
  @OptionGroup var data: DataOption
  @OptionGroup var jobs: JobsOption

  @Flag(help: "No progress bar.")
  var noProgress = false

  func validate() throws {
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
    let contents = try DataSource(source, dataDirectory: data.directory).load(split, default: .train, jobs: jobs.jobs)
    for rejected in contents.rejected { Terminal.say("left out: \(rejected.file): \(rejected.reason)") }
    let file = try OutputFile(output)
    Interruption.removeWhenInterrupted(file.temporaryPath)
    let network = modelSize.description
    let trainer = try Trainer(settings: settings, digits: contents.digits)
    Terminal.say("\(network.name): \(contents.digits.count) digits, \(epochs) epochs, seed \(seed)")
    let model = try train(network, with: trainer)
    try file.write(model.safetensors())
    try file.commit()
    Terminal.say("wrote \(output); measure it with: digits evaluate mnist --model \(output)")
  }

  private func train(_ network: NetworkDescription, with trainer: Trainer) throws -> Model {
    let imagesPerEpoch = trainer.digitsPerEpoch
    let isShown = !noProgress && Terminal.isInteractive
    var meter = ProgressMeter(total: isShown ? imagesPerEpoch * epochs : nil, unit: "images", isShown: isShown)
    var (images, seconds) = (0, 0.0)
    let model = try trainer.train(network) { imagesSoFar in
      meter.update(done: imagesSoFar)
    } onEpoch: { report in
      meter.clear()
      images += report.digits
      seconds += report.seconds
      Terminal.say(
        "epoch \(report.epoch)/\(epochs)  loss \(report.loss.rounded(toDecimals: 4))  "
          + "\(Int(Double(report.digits) / report.seconds)) img/s")
    }
    Terminal.say(
      "trained \(imagesPerEpoch) images x \(epochs) epochs in \(Float(seconds).rounded(toDecimals: 1)) s "
        + "(\(Int(Double(images) / seconds)) img/s)")
    return model
  }

  private var settings: TrainingSettings {
    var settings = TrainingSettings()
    settings.epochs = epochs
    settings.batchSize = batchSize
    settings.learningRate.peak = learningRate
    settings.syntheticDigits = synthetic
    settings.augmentation = augmentation.settings
    settings.seed = seed
    settings.jobs = jobs.jobs
    return settings
  }
}

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

extension Float {
  /// As text, with so many decimals at most.
  func rounded(toDecimals decimals: Int) -> String {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    return String((Double(self) * factor).rounded() / factor)
  }
}
