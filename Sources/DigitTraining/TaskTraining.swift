import DigitEvaluation
import DigitRecognition
import LabelledData
import NeuralNetwork

extension NetworkTask {
  /// Samples that a thread computes at a time: those of pages are large, and must stay in its cache.
  var shardSize: Int {
    switch self {
    case .digits: 32
    case .pages, .strings: 16
    }
  }

  /// By so much the accuracy on other digits, or on strips in other hands, may fall while a user's own are learned.
  var tolerance: Double {
    switch self {
    case .digits, .pages: FineTuning.tolerance
    case .strings: NumberTuning.tolerance
    }
  }

  /// `recalled` are those that `settings.replay` takes from.
  func samples(
    _ digits: LabelledDigits, recalled: LabelledDigits, _ settings: TrainingSettings
  ) -> any TrainingSamples {
    switch self {
    case .digits:
      DigitSamples(
        digits: digits, repeats: settings.replay?.repeats ?? 1, recalled: recalled,
        recalledCount: settings.replay?.recalledDigits ?? 0,
        synthetic: SyntheticDigits(
          digits: settings.syntheticDigits, nonDigits: settings.nonDigits, seed: settings.seed),
        augmentation: settings.augmentation)
    case .pages: PageSamples(digits: digits)
    case .strings: StripSamples(digits: digits)
    }
  }

  /// How `model` does on digits of writers that it has not seen, or on pages written with them.
  func measure(_ model: Model, on digits: LabelledDigits, jobs: Int) throws -> TrainingObserver.HeldOutResult {
    switch self {
    case .digits:
      let answers = try Evaluation.probabilities(Cascade(model), digits: digits, jobs: jobs)
      let metrics = Metrics(truth: digits.labels, answers: answers)
      return TrainingObserver.HeldOutResult(accuracy: metrics.accuracy, loss: metrics.loss)
    case .pages: return try PageEvaluation(of: model, writtenWith: digits).result
    case .strings: return try StripEvaluation(of: model, writtenWith: digits).result
    }
  }

  /// `model` with the temperature that fits what it has not seen.
  public func calibrated(_ model: Model, on digits: LabelledDigits, jobs: Int) throws -> Model {
    switch self {
    case .digits: return try model.calibrated(on: digits, jobs: jobs)
    case .pages:
      var model = model
      model.temperature = try PageEvaluation(of: model, writtenWith: digits).temperature
      return model
    case .strings: return model
    }
  }
}
