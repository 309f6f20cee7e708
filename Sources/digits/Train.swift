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

  @Option(
    help: """
      Digits for each step of the optimizer, a multiple of 32. \
      (default: \(TrainingSettings().batchSize), less for few digits)
      """)
  var batchSize: Int?

  @Option(help: "Its peak, after a warm-up of one epoch; then it falls to zero along half a cosine.")
  var learningRate = TrainingSettings().learningRate.peak

  @Option(help: "What the initial weights, the order and the distortion of the digits follow from.")
  var seed = TrainingSettings().seed

  @Option(help: "Digits drawn by a pen that join the others, in styles that MNIST lacks: a 1 with a flag, a barred 7.")
  var synthetic = TrainingSettings().syntheticDigits

  @Option(
    help: """
      Of softmax, stored in the model: for a model trained on all of MNIST, the one that was fitted on a twin trained \
      without the held-out writers. (default: fitted on the digits for validation, or 1 without any)
      """)
  var temperature: Float?

  @OptionGroup var augmentation: AugmentationOptions
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
    guard batchSize.map({ $0 >= 32 && $0.isMultiple(of: 32) }) ?? true else {
      throw ValidationError("--batch-size must be a multiple of 32.")
    }
    guard synthetic >= 0 else { throw ValidationError("--synthetic must not be negative.") }
    guard learningRate > 0 else { throw ValidationError("--learning-rate must be greater than 0.") }
    guard temperature.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--temperature must be greater than 0.")
    }
  }

  func run() throws {
    let digits = try DataSource(source, dataDirectory: data.directory)
      .loadForTraining(split, seed: seed, jobs: jobs.jobs)
    for notice in digits.notices { Terminal.say(notice) }
    let settings = settings(digits: digits.training.count)
    try digits.check(batchSize: settings.batchSize)
    let file = try OutputFile(output)
    Interruption.removeWhenInterrupted(file.temporaryPath)
    let network = modelSize.description
    let trainer = try Trainer(settings: settings, digits: digits.training)
    let others = digits.validation.count > 0 ? " and \(digits.validation.count) for validation" : ""
    Terminal.say("\(network.name): \(digits.training.count) digits\(others), \(epochs) epochs, seed \(seed)")
    let model = try calibrated(train(network, with: trainer), on: digits.validation)
    try file.write(model.safetensors())
    try file.commit()
    Terminal.say("wrote \(output); measure it with: digits evaluate mnist --model \(output)")
  }

  /// `model` with the temperature asked for, or else the one that fits `validation`.
  private func calibrated(_ model: Model, on validation: LabelledDigits) throws -> Model {
    var model = model
    if let temperature {
      model.temperature = temperature
    } else if validation.count > 0 {
      model = try model.calibrated(on: validation, jobs: jobs.jobs)
      Terminal.say("temperature \(model.temperature.rounded(toDecimals: 4)), fitted on the digits for validation")
    }
    return model
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

  private func settings(digits: Int) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.epochs = epochs
    settings.batchSize = batchSize ?? TrainingSettings.batchSize(forDigits: digits)
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
