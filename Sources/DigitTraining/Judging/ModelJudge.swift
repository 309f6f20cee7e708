import DigitRecognition
import NeuralNetwork

/// Tells how good an epoch's model is, and whether it may take the place of the one that the run began with.
struct ModelJudge {
  struct Standing {
    /// On digits of the kind that is learned.
    var own: TrainingObserver.HeldOutResult
    /// On digits of another kind, which must not be forgotten.
    var others: TrainingObserver.HeldOutResult?

    /// What is to become small: both kinds count the same, so that what hardly helps the one must not harm the other.
    var loss: Double { own.loss + (others?.loss ?? 0) }
  }

  let task: NetworkTask
  let own: Yardstick
  let others: Yardstick?
  let jobs: Int
  /// Of the model that the run began with, where that one is to be kept unless another is better.
  private var start: Standing?
  /// What the logits of all models are divided by, so that losses can be compared.
  private var temperature: Float = 1

  init(task: NetworkTask, own: Yardstick, others: Yardstick?, jobs: Int) {
    (self.task, self.own, self.others, self.jobs) = (task, own, others, jobs)
  }

  var hasStart: Bool { start != nil }

  /// From now on a model must be better than `model`.
  mutating func compare(with model: Model) throws {
    temperature = model.temperature
    start = try standing(of: model)
  }

  func standing(of model: Model) throws -> Standing {
    var model = model
    if temperature != 1 { model.temperature = temperature }
    return Standing(
      own: try own.measure(model, task, jobs: jobs),
      others: try others.map { try $0.measure(model, task, jobs: jobs) })
  }

  /// Whether the digits to be learned are read better than at the start, and the others hardly worse.
  func accepts(_ standing: Standing) -> Bool {
    guard let start else { return true }
    let forgotten = (start.others?.accuracy ?? 0) - (standing.others?.accuracy ?? 0)
    let gained = start.own.loss - standing.own.loss
    return gained >= FineTuning.leastGain && standing.own.accuracy >= start.own.accuracy
      && standing.loss < start.loss && forgotten <= task.tolerance
  }
}
