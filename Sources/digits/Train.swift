import ArgumentParser
import DigitRecognition
import DigitTraining
import LabelledData
import NeuralNetwork

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on MNIST or on labelled digits of your own.",
    discussion: """
      Examples:
        digits train
        digits train my-labelled-scans --from accurate -o mine.safetensors
        digits classify scans --model mine.safetensors -o digits.csv

      Every epoch sees every digit once, each time turned, moved, bent and spoiled anew. The same seed and \
      settings give the same model, whatever --jobs says. The file appears when training is complete; until then each \
      epoch leaves a checkpoint beside it, from which --resume goes on, to the same bytes. A model that is there already \
      is replaced only with --force; with --resume, the one that this training has made is left as it is.

      With --from and a folder, what the model knows is replayed beside your images: MNIST where it is at hand, drawn \
      digits, and drawings that are none. Two images are enough to begin, 200 teach a hand. The figures before and \
      after are printed; if nothing is gained, the file holds the model that it began with.
      """)

  static let patienceOnFolders = 10
  private static let highestLearningRate: Float = 100

  @Argument(
    help: ArgumentHelp(
      "mnist, a folder of IDX files, a folder with one sub-folder for each digit, or one with labels.csv (file,digit).",
      valueName: "data"))
  var source = "mnist"

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file"))
  var output = "model.safetensors"

  @Option(help: "The network: fast, accurate, or seed, the one of the tutorials. (default: fast)")
  var modelSize: Architecture?

  @Option(help: ArgumentHelp("Go on from this model's weights, bundled or a file.", valueName: "name|file"))
  var from: String?

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

  @Option(
    help: """
      Its peak. (default: \(TrainingSettings().learningRate.peak), or \(FineTuning.learningRate) with --from and a folder)
      """)
  var learningRate: Float?

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
      """
      Stop when the loss on the held-out digits has not fallen for so long; write the best epoch's model. \
      (default: \(patienceOnFolders) for a folder of which some images are kept for validation)
      """,
      valueName: "epochs"))
  var patience: Int?

  @Option(
    help: """
      Of what the layers compute; auto takes bf16 where the CPU multiplies it. The weights differ from those of fp32.
      """)
  var precision = PrecisionChoice.auto

  @Option(help: "What the initial weights, the order and the distortion of the digits follow from.")
  var seed = TrainingSettings().seed

  @Option(
    help: """
      Digits drawn by a pen that join the others, anew in each epoch, in styles that MNIST lacks: a 1 with a flag, a \
      barred 7. See them with: digits preview --synthetic -o sheet.png
      """)
  var synthetic = TrainingSettings().syntheticDigits

  @Option(
    help: """
      Letters, signs, scribbles and several digits at once that join them, anew in each epoch, so that the network tells \
      them from digits.
      """)
  var nonDigits = TrainingSettings().nonDigits

  @Option(
    help: """
      Of softmax, stored in the model: for a model trained on all of MNIST, the one that was fitted on a twin trained \
      without the held-out writers. (default: fitted on the digits for validation, or 1 without any)
      """)
  var temperature: Float?

  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions
  @OptionGroup var data: DataOption
  @OptionGroup var jobs: JobsOption

  @Flag(help: "Go on from the checkpoint that a training with the same options has left beside the model.")
  var resume = false

  @Flag(help: "Replace the model file if it is there already.")
  var force = false

  @Option(help: ArgumentHelp("A CSV file with a row for each epoch.", valueName: "file"))
  var log: String?

  @Flag(help: "No progress bar.")
  var noProgress = false

  func validate() throws {
    guard precision != .bf16 || Precision.best == .bf16 else {
      throw ValidationError("--precision bf16 needs a CPU with AVX-512 BF16; use fp32 or auto.")
    }
    guard from == nil || modelSize == nil else {
      throw ValidationError("--from brings its own network; leave --model-size out.")
    }
    guard 0..<1 ~= labelSmoothing else { throw ValidationError("--label-smoothing must be at least 0 and below 1.") }
    try TrainingSettings.epochRange.check(patience, "--patience")
    guard split != .test, split != .heldOut else {
      throw ValidationError(
        "--split \(split?.rawValue ?? "") is for measuring; train on train or train-without-held-out.")
    }
    try TrainingSettings.epochRange.check(epochs, "--epochs")
    try TrainingSettings.batchSizeRange.check(batchSize, "--batch-size")
    guard batchSize?.isMultiple(of: TrainingSettings.batchSizeRange.lowerBound) ?? true else {
      throw ValidationError("--batch-size must be a multiple of \(TrainingSettings.batchSizeRange.lowerBound).")
    }
    try TrainingSettings.drawingRange.check(synthetic, "--synthetic")
    try TrainingSettings.drawingRange.check(nonDigits, "--non-digits")
    guard learningRate.map({ $0 > 0 && $0 <= Train.highestLearningRate }) ?? true else {
      throw ValidationError("--learning-rate must be greater than 0 and at most \(Train.highestLearningRate).")
    }
    try OutputName.check(output, endings: ["safetensors"], "A model is a safetensors file")
    try OutputName.check(log, endings: ["csv"], "The log is CSV")
    try Model.temperatureRange.check(temperature, "--temperature")
  }
}

extension LearningRateSchedule.Shape: ExpressibleByArgument {}

extension Train {
  enum PrecisionChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, fp32, bf16

    var value: Precision {
      switch self {
      case .auto: .best
      case .fp32: .fp32
      case .bf16: .bf16
      }
    }
  }

  enum Architecture: String, ExpressibleByArgument, CaseIterable {
    case fast, accurate, seed, ink

    var description: NetworkDescription {
      switch self {
      case .fast: .fast
      case .accurate: .accurate
      case .seed: .kerasTutorial
      case .ink: .ink
      }
    }
  }
}
