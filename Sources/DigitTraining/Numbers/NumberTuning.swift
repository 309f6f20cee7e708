import DigitRecognition
import Files
import Imaging
import LabelledData
import NeuralNetwork

/// Training of a string network that goes on with a user's own numbers, and must neither forget other hands nor give a
/// worse model than the one that it began with.
public struct NumberTuning: Sendable {
  /// So much of their exact match the other numbers may lose to the user's: some of 1,024 strips are read otherwise after
  /// any training.
  static let tolerance = 0.02
  /// The highest learning rate, where the user names none.
  public static let learningRate: Float = 2e-4
  /// With fewer numbers for training, little is to be hoped for.
  private static let fewNumbers = 50

  /// The digits in whose hands strips are drawn, so that the model keeps what it knows.
  public let replay: Replay
  private let start: Model
  private let data: OwnNumberData
  private let jobs: Int

  /// Throws `tooFewNumbers` when `data` holds none.
  public init(_ start: Model, data: OwnNumberData, replay: Replay, jobs: Int) throws {
    guard data.training.count > 0 else { throw TrainingError.tooFewNumbers(count: 0, needed: 1) }
    (self.start, self.data, self.replay, self.jobs) = (start, data, replay, jobs)
  }

  /// Throws unless `start` is a network that can learn the numbers of `folder`.
  public static func model(_ start: Trainer.Start, for folder: String) throws(TrainingError) -> Model {
    guard case .model(let model) = start, NetworkTask.strings.suits(model.description),
      model.description.inputShape == NetworkDescription.strings(width: NumberStrip.trainingWidth).inputShape
    else {
      var network: String?
      if case .model(let model) = start { network = model.name }
      throw .numbersForDigits(path: folder, network: network)
    }
    return model
  }

  /// Throws where a folder of single digits is to fine-tune a network that reads numbers.
  public static func refuseDigits(_ source: DataSource, for start: Trainer.Start) throws(TrainingError) {
    guard case .labelledFolder(let path) = source, case .model(let model) = start,
      NetworkTask(for: model.description) == .strings
    else { return }
    throw .digitsForNumbers(path: path, network: model.name)
  }

  /// The numbers that judge the training: those kept for validation, or where none are to spare those it learns.
  public var judges: OwnNumbers { isHeldOut ? data.validation : data.training }
  private var isHeldOut: Bool { data.validation.count > 0 }
  /// Lines that are learned, each a strip.
  public var lineCount: Int { data.training.lines.count }

  /// `settings` with what is replayed: as many drawn strips as there are own ones, and 512 at least.
  public func settings(_ settings: TrainingSettings) -> TrainingSettings {
    var settings = settings
    settings.replay = ReplayPlan(
      repeats: ReplayPlan.repeats(of: lineCount), recalledDigits: ReplayPlan.samples(besides: lineCount))
    return settings
  }

  /// What trains the numbers by `settings`.
  public func trainer(_ settings: TrainingSettings) throws -> Trainer {
    try Trainer(settings: settings, numbers: data.training, heldOut: judges, replay: replay, jobs: jobs)
  }

  /// What the user should know beforehand; `settings` are those of the run.
  public func notices(_ settings: TrainingSettings) -> [String] {
    let few =
      data.training.count < NumberTuning.fewNumbers
      ? "few numbers (\(data.training.count)): expect little; some 100 teach a hand" : nil
    let plan = settings.replay ?? ReplayPlan(repeats: 1, recalledDigits: 0)
    let hands = replay.hasMNIST ? "in the hands of MNIST's writers and in drawn ones" : "in drawn hands"
    return [
      few, replay.notice,
      "each epoch has \(lineCount * plan.repeats) strips of your numbers, each distorted anew, and "
        + "\(plan.recalledDigits) drawn ones \(hands), so that nothing is forgotten",
    ].compactMap { $0 }
  }

  /// The model to be written to `file`, given the one that the run gave, and what to tell the user of it. The
  /// temperature is `temperature`, or else that of the start. A start that no epoch surpassed stays as it is.
  public func finished(
    _ trained: Model, file: String, temperature: Float? = nil
  ) throws -> (model: Model, lines: [String]) {
    var model = trained
    let isUnchanged = trained == start
    if !isUnchanged {
      model.metadata[ModelCatalog.MetadataKey.name] = FineTuning.name(ofFile: file, from: start)
      model.temperature = start.temperature
    }
    if let temperature { model.temperature = temperature }
    let comparison = try comparison(with: model)
    let advice = isUnchanged ? [advice(file, wasRight: comparison.own.before.accuracy == 1)] : []
    return (model, ["\(comparison)"] + advice)
  }

  private func advice(_ file: String, wasRight: Bool) -> String {
    let result = "nothing was gained, so \(file) holds \(start.name) unchanged: "
    if wasRight { return result + "it read these numbers right before; numbers that it misreads would teach it more" }
    return result + "no epoch read your numbers better by more than it read the others worse, of which "
      + "\(NumberTuning.tolerance.percent(places: 1)) may be lost; correct labels, or more numbers, may help"
  }

  /// What the training brought, measured before and after on the same numbers.
  package func comparison(with model: Model) throws -> Comparison {
    func change(_ yardstick: Yardstick) throws -> Comparison.Change {
      let (before, after) = try (
        yardstick.measure(start, .strings, jobs: jobs), yardstick.measure(model, .strings, jobs: jobs)
      )
      return Comparison.Change(before: before, after: after)
    }
    return Comparison(
      own: try change(.numbers(judges)), others: try change(.digits(replay.others)), ownCount: judges.count,
      isHeldOut: isHeldOut, otherCount: StripEvaluation.stripCount(replay.others),
      hands: replay.hasMNIST ? "held-out hands" : "drawn hands")
  }
}

extension NumberTuning {
  /// Exact match and loss before and after, of numbers of the user and of other ones.
  package struct Comparison: Sendable, Equatable, CustomStringConvertible {
    package struct Change: Sendable, Equatable {
      package var before, after: TrainingObserver.HeldOutResult
    }

    package var own, others: Change
    var ownCount: Int
    /// Whether the user's numbers were kept out of training.
    var isHeldOut: Bool
    var otherCount: Int
    /// In which the others are written.
    var hands: String

    /// For example `your numbers, read to the last sign: 66.67 → 88.89 % (9, held out), others 91.02 → 90.92 % (1024 drawn
    /// in held-out hands)`, and a line with the losses.
    package var description: String {
      let kind = isHeldOut ? "held out" : "those trained on, as there are too few to hold some out"
      return "your numbers, read to the last sign: \(text(own)) (\(ownCount), \(kind)), "
        + "others \(text(others)) (\(otherCount) drawn in \(hands))\n"
        + "loss on your numbers \(loss(own)), on the others \(loss(others))"
    }

    private func text(_ change: Change) -> String {
      "\((change.before.accuracy * 100).decimal(places: 2)) → \(change.after.accuracy.percent())"
    }

    private func loss(_ change: Change) -> String {
      "\(change.before.loss.decimal(places: 3)) → \(change.after.loss.decimal(places: 3))"
    }
  }
}
