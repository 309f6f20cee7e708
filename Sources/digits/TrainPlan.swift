import ArgumentParser
import DigitRecognition
import DigitTraining
import LabelledData
import NeuralNetwork

/// What `digits train` does with the data that it is given, and what it says of them.
struct TrainPlan {
  var trainer: Trainer
  /// What is learned, for example `51 numbers and 9 for validation`.
  var learned: String
  /// What judges the training, in the lines of the epochs.
  var judges = "held out"
  /// What the user should know beforehand, a line or more each.
  var notices: [String] = []
  /// The model as it is written, given the one that the run gave; says what was gained.
  var finish: (Model) throws -> Model

  /// `count` with the `noun` that is learned, and so many for validation.
  fileprivate static func learned(_ count: Int, _ noun: String, validation: Int) -> String {
    count.counted(noun) + (validation > 0 ? " and \(validation) for validation" : "")
  }
}

extension Train {
  /// Reads the data, and says what was found in them.
  func plan(_ source: DataSource, _ start: Trainer.Start) throws -> TrainPlan {
    if let numbers = try source.numbers { return try plan(numbers, start) }
    try NumberTuning.refuseDigits(source, for: start)
    let isFineTuning = FineTuning.isMeant(by: source, from: start) && split == nil
    let digits = try source.loadForTraining(split, seed: seed, jobs: jobs.jobs, isFineTuning: isFineTuning)
    for notice in digits.notices { Terminal.say(notice) }
    let tuning = isFineTuning ? try fineTuning(of: start, with: digits) : nil
    let settings = try settings(
      learning: digits.training.count, isJudged: digits.validation.count > 0,
      peak: tuning == nil ? TrainingSettings().learningRate.peak : FineTuning.learningRate, plan: tuning?.settings)
    if tuning == nil { try digits.check(batchSize: settings.batchSize) }
    let task = NetworkTask(for: start.network)
    let trainer = try Trainer(
      task, settings: settings, digits: digits.training,
      heldOut: tuning?.judges ?? (digits.validation.count > 0 ? digits.validation : nil), replay: tuning?.replay,
      teachers: teacher.map { try ModelCatalog.load($0) }, jobs: jobs.jobs)
    let learned = TrainPlan.learned(digits.training.count, "digit", validation: digits.validation.count)
    guard let tuning else {
      return TrainPlan(trainer: trainer, learned: learned) { try calibrated($0, task, on: digits.validation) }
    }
    return TrainPlan(
      trainer: trainer, learned: learned, judges: "your images", notices: tuning.notices(settings)
    ) { try said(tuning.finished($0, file: output, temperature: temperature)) }
  }

  /// Numbers fine-tune a string network.
  private func plan(_ numbers: LabelledNumbers, _ start: Trainer.Start) throws -> TrainPlan {
    if let split { throw DataError.splitNotAvailable(split: split.rawValue, path: source) }
    guard teacher.isEmpty else {
      throw ValidationError("--teacher is for single digits; leave it out where numbers are learned.")
    }
    let model = try NumberTuning.model(start, for: source)
    let data = try OwnNumberData(numbers, model: model, seed: seed, jobs: jobs.jobs)
    for notice in data.notices { Terminal.say(notice) }
    let tuning = try NumberTuning(
      model, data: data, replay: .find(dataDirectory: self.data.directory), jobs: jobs.jobs)
    let settings = try settings(
      learning: tuning.lineCount, isJudged: true, peak: NumberTuning.learningRate, plan: tuning.settings)
    return TrainPlan(
      trainer: try tuning.trainer(settings),
      learned: TrainPlan.learned(data.training.count, "number", validation: data.validation.count),
      judges: "your numbers", notices: tuning.notices(settings)
    ) { try said(tuning.finished($0, file: output, temperature: temperature)) }
  }

  /// The model of a result, of which the user is told.
  private func said(_ result: (model: Model, lines: [String])) -> Model {
    for line in result.lines { Terminal.say(line) }
    return result.model
  }

  private func fineTuning(of start: Trainer.Start, with digits: TrainingData) throws -> FineTuning? {
    guard case .model(let model) = start else { return nil }
    return try FineTuning(model, data: digits, replay: .find(dataDirectory: data.directory), jobs: jobs.jobs)
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

  /// nil without teachers.
  private var distillation: Distillation? {
    guard !teacher.isEmpty else { return nil }
    var distillation = Distillation()
    (distillation.share, distillation.temperature) = (teacherShare, teacherTemperature)
    distillation.labelLearnedAlone = UInt8(Probabilities.notADigitClass)
    return distillation
  }

  /// The settings for `count` samples to be learned; `isJudged` where others are held out. `peak` is the usual learning
  /// rate. `plan` adds what a fine-tuning replays; nil for other trainings.
  private func settings(
    learning count: Int, isJudged: Bool, peak: Float, plan: ((TrainingSettings) -> TrainingSettings)?
  ) throws -> TrainingSettings {
    guard patience == nil || isJudged || plan != nil else {
      throw ValidationError("--patience needs held-out digits: --split \(MNIST.Split.trainWithoutHeldOut.rawValue).")
    }
    var settings = TrainingSettings()
    settings.epochs = epochs
    settings.learningRate.peak = learningRate ?? peak
    settings.learningRate.shape = schedule
    settings.labelSmoothing = labelSmoothing
    settings.distillation = distillation
    let endsEarly = split == nil && isJudged || plan != nil
    settings.patience = patience ?? (endsEarly ? Train.patienceOnFolders : nil)
    settings.precision = precision.value
    settings.syntheticDigits = synthetic
    settings.nonDigits = nonDigits
    settings.augmentation = augmentation.settings
    settings.seed = seed
    if let plan { settings = plan(settings) }
    settings.batchSize =
      batchSize ?? TrainingSettings.batchSize(forDigits: settings.ownSamples(of: count))
    return settings
  }
}
