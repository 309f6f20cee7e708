import ArgumentParser
import DigitRecognition
import DigitTraining
import Imaging
import LabelledData
import NeuralNetwork

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on MNIST, or on labelled digits or numbers of your own.",
    discussion: """
      Examples:
        digits train
        digits train my-labelled-scans --from accurate -o mine.safetensors
        digits classify scans --model mine.safetensors -o digits.csv
        digits train my-labelled-numbers --from strings -o numbers.safetensors
        digits read scans --model numbers.safetensors -o numbers.csv

      In each epoch the network sees every digit once, each time distorted in a new way (see Augmentation below). The \
      same options and data give the same model for any --jobs. The model file appears when the training is complete. \
      Until then a checkpoint lies beside it, written after each epoch, from which --resume continues to the same model. \
      An existing model file is replaced only with --force; --resume leaves a model that this training has finished as \
      it is.

      --from with a folder fine-tunes: the model learns your images, and is also shown what it knew before, so that it \
      does not forget: MNIST digits where those files are found, digits drawn by a pen, and drawings that are not \
      digits. Two images are enough to begin; about 200 teach a handwriting. Accuracy before and after is printed. If \
      nothing was gained, the file holds the model it began with.

      --from strings fine-tunes the network of digits read, by a folder whose labels.csv has the columns file,text. The \
      line of each picture is found as in reading, and learned by its text alone: nobody needs to mark where the digits \
      are. As many drawn strips are replayed. About 100 numbers teach a hand. Of numbers, the options for augmentation, \
      drawings and label smoothing are not used.
      """)

  static let patienceOnFolders = 10
  private static let highestLearningRate: Float = 100

  @Argument(
    help: ArgumentHelp(
      "mnist, a folder of IDX files, a folder with one sub-folder for each digit, or one with labels.csv (file,digit or file,text).",
      valueName: "data"), completion: .labelledData)
  var source = "mnist"

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file"), completion: .file())
  var output = "model.safetensors"

  @Option(
    name: [.customLong("network"), .customLong("model-size")],
    help: ArgumentHelp(
      """
      The network to train: fast; accurate, which is slower; keras-tutorial, the small one of the Keras tutorial; ink, \
      which finds the ink on pages; or strings, which reads numbers. --model-size is its former name. (default: fast)
      """, valueName: "network"))
  var network: Architecture?

  @Option(
    help: ArgumentHelp("Start from the weights of this model: a bundled one, or a file.", valueName: "name|file"),
    completion: .models)
  var from: String?

  @Option(
    help: ArgumentHelp(
      """
      Learn from the answers of this model too, a bundled one or a file; may be given several times. A network that \
      learns from larger ones reads better than one that learns from labels alone.
      """, valueName: "name|file"), completion: .models)
  var teacher: [String] = []

  @Option(
    help: ArgumentHelp(
      "The share of the teachers' answers in what is learned, 0 … 1; the labels are the rest.", valueName: "share"))
  var teacherShare = Distillation().share

  @Option(
    help: """
      The temperature at which the teachers' answers are learned, at least 1. The higher, the more it counts which wrong \
      digits a teacher finds likelier than others.
      """)
  var teacherTemperature = Distillation().temperature

  @Option(
    help: """
      The part of MNIST to train on. train-without-held-out leaves out 40 writers, on whose digits settings can be \
      compared. (default: train)
      """)
  var split: MNIST.Split?

  @Option(help: "The number of times that every digit is seen.")
  var epochs = TrainingSettings().epochs

  @Option(
    help: """
      The number of digits in each step of the optimizer, a multiple of 32. \
      (default: \(TrainingSettings().batchSize), less for few digits)
      """)
  var batchSize: Int?

  @Option(
    help: """
      The highest learning rate of the run; see --schedule. (default: \(TrainingSettings().learningRate.peak), or \(FineTuning.learningRate) with --from and a folder, \(NumberTuning.learningRate) for numbers)
      """)
  var learningRate: Float?

  @Option(
    help: """
      How the learning rate changes during the run. cosine: a warm-up of one epoch, then down to zero along a cosine. \
      one-cycle: up for the first three tenths of the run, then straight down to zero; it suits runs of a few epochs, \
      with a higher --learning-rate.
      """)
  var schedule = TrainingSettings().learningRate.shape

  @Option(
    help: ArgumentHelp("The share of each label, 0 … 1, that is spread evenly over all ten digits.", valueName: "share")
  )
  var labelSmoothing = TrainingSettings().labelSmoothing

  @Option(
    help: ArgumentHelp(
      """
      Stop when the loss on the held-out digits has not fallen for this many epochs, and write the model of the best \
      epoch. \
      (default: \(patienceOnFolders) for a folder of which some images are kept for validation)
      """,
      valueName: "epochs"))
  var patience: Int?

  @Option(
    help: """
      The number format in which layers compute. bf16 is faster on CPUs with AVX-512 BF16 and gives other weights than \
      fp32; auto uses bf16 on these CPUs and fp32 elsewhere.
      """)
  var precision = PrecisionChoice.auto

  @Option(help: "The seed of all random numbers: initial weights, order and distortion of the digits.")
  var seed = TrainingSettings().seed

  @Option(
    help: """
      The number of drawn digits added to each epoch, in forms that MNIST lacks: a 1 with a flag, a barred 7. Look at \
      them with: digits preview --synthetic -o sheet.png
      """)
  var synthetic = TrainingSettings().syntheticDigits

  @Option(
    help: """
      The number of drawings added to each epoch that are not one digit: letters, signs, scribbles, several digits at \
      once. The network learns to tell them from digits.
      """)
  var nonDigits = TrainingSettings().nonDigits

  @Option(
    help: """
      The temperature that is stored in the model, by which its logits are divided so that a confidence is a \
      probability. By default it is fitted on the held-out digits. A model that is trained on all of MNIST has none: \
      give it the temperature of a model with the same options and --split train-without-held-out. (default: fitted, or \
      1 without held-out digits)
      """)
  var temperature: Float?

  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions
  @OptionGroup var data: DataOption
  @OptionGroup var jobs: JobsOption

  @Flag(help: "Continue from the checkpoint beside the model; the options must be those of the run that wrote it.")
  var resume = false

  @Flag(help: "Replace the model file if it is there already.")
  var force = false

  @Option(
    help: ArgumentHelp("Also write a CSV file with one row for each epoch.", valueName: "file"), completion: .file())
  var log: String?

  @Flag(help: "No progress bar.")
  var noProgress = false

  func validate() throws {
    guard precision != .bf16 || Precision.best == .bf16 else {
      throw ValidationError("--precision bf16 needs a CPU with AVX-512 BF16; use fp32 or auto.")
    }
    guard from == nil || network == nil else {
      throw ValidationError("--from brings its own network; leave --network out.")
    }
    guard 0..<1 ~= labelSmoothing else { throw ValidationError("--label-smoothing must be at least 0 and below 1.") }
    guard 0...1 ~= teacherShare else { throw ValidationError("--teacher-share must be from 0 to 1.") }
    try (1...Model.temperatureRange.upperBound).check(teacherTemperature, "--teacher-temperature")
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
    case fast, accurate
    case kerasTutorial = "keras-tutorial"
    case ink, strings

    init?(argument: String) {
      // A former name.
      self.init(rawValue: argument == "seed" ? "keras-tutorial" : argument)
    }

    var description: NetworkDescription {
      switch self {
      case .fast: .fast
      case .accurate: .accurate
      case .kerasTutorial: .kerasTutorial
      case .ink: .ink
      case .strings: .strings(width: NumberStrip.trainingWidth)
      }
    }
  }
}
