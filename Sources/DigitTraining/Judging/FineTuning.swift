import DigitEvaluation
import DigitRecognition
import Files
import LabelledData
import NeuralNetwork

/// Training that goes on from a model with a folder of a user's own images, and must neither forget what the folder lacks
/// nor give a worse model than the one that it began with.
public struct FineTuning: Sendable {
  /// So much of their accuracy the other digits may lose to the user's.
  static let tolerance = 0.002
  /// By so much the loss on the user's images must fall; where all are read right and surely, nothing can be gained.
  static let leastGain = 0.002
  /// The start's temperature counts as if so many images had confirmed it.
  static let priorImages = 200
  /// With fewer images for training, little is to be hoped for.
  private static let fewImages = 100
  /// The highest learning rate, where the user names none: lower than that of a training from nothing.
  public static let learningRate: Float = 5e-4

  /// The digits by which the model keeps what it knows.
  public let replay: Replay
  private let start: Model
  private let data: TrainingData
  private let jobs: Int

  /// Throws `tooFewDigits` when `data` holds none.
  public init(_ start: Model, data: TrainingData, replay: Replay, jobs: Int) throws {
    guard data.training.count > 0 else { throw TrainingError.tooFewDigits(count: 0, needed: 1) }
    (self.start, self.data, self.replay, self.jobs) = (start, data, replay, jobs)
  }

  /// Whether a training from `start` with `source` is one: with a labelled folder, of a network that reads digits.
  public static func isMeant(by source: DataSource, from start: Trainer.Start) -> Bool {
    guard case .labelledFolder = source, case .model(let model) = start else { return false }
    return NetworkTask.digits.suits(model.description)
  }

  /// The digits that judge the training: those kept for validation, or where none are to spare those it learns.
  public var judges: LabelledDigits { isHeldOut ? data.validation : data.training }
  private var isHeldOut: Bool { data.validation.count > 0 }

  /// `settings` with what is replayed.
  public func settings(_ settings: TrainingSettings) -> TrainingSettings {
    settings.replaying(
      replay, besides: data.training.count,
      knowsNonDigits: start.description.classCount > Probabilities.notADigitClass)
  }

  /// What the user should know beforehand; `settings` are those of the run.
  public func notices(_ settings: TrainingSettings) -> [String] {
    let parts = [
      (settings.replay?.recalledDigits ?? 0, "MNIST digits"), (settings.syntheticDigits, "drawn digits"),
      (settings.nonDigits, "drawings of no digit"),
    ]
    let replayed = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let few =
      data.training.count < FineTuning.fewImages
      ? "few images (\(data.training.count)): expect little; 200, or 20 of each digit that is misread, teach a hand"
      : nil
    return [few, replay.notice, "replayed in each epoch, so that nothing is forgotten: \(replayed)"].compactMap { $0 }
  }

  /// What the model that is trained from `start` and written to `path` is called, for example "mine, from accurate".
  package static func name(ofFile path: String, from start: Model) -> String {
    let file = FilePath(bytes: Array(FilePath(path).name)).text
    let ending = ".safetensors"
    let own = file.hasSuffix(ending) ? String(file.dropLast(ending.count)) : file
    let origin = start.name.split(separator: ", from ").first.map(String.init) ?? start.name
    return "\(own), from \(origin)"
  }

  /// The model to be written to `file`, given the one that the run gave, and what to tell the user of it. The
  /// temperature is `temperature`, or else fitted on the images for validation and held near the start's while they
  /// are few. A start that no epoch surpassed stays as it is.
  public func finished(
    _ trained: Model, file: String, temperature: Float? = nil
  ) throws -> (model: Model, lines: [String]) {
    var (model, lines) = (trained, [String]())
    let isUnchanged = trained == start
    if !isUnchanged {
      model.metadata[ModelCatalog.MetadataKey.name] = FineTuning.name(ofFile: file, from: start)
      model.temperature = start.temperature
    }
    if let temperature {
      model.temperature = temperature
    } else if !isUnchanged, isHeldOut {
      model = try model.calibrated(on: data.validation, jobs: jobs, priorImages: FineTuning.priorImages)
      lines.append(temperatureLine(model))
    }
    let comparison = try comparison(with: model)
    lines.append("\(comparison)")
    if isUnchanged { lines.append(advice(file, wasRight: comparison.own.before.accuracy == 1)) }
    return (model, lines)
  }

  private func temperatureLine(_ model: Model) -> String {
    let (before, after) = (Double(start.temperature), Double(model.temperature))
    return "temperature \(before.decimal(places: 3)) → \(after.decimal(places: 3)), fitted on "
      + "\(data.validation.count.counted("image")) for validation, the old one counting as \(FineTuning.priorImages)"
  }

  private func advice(_ file: String, wasRight: Bool) -> String {
    let result = "nothing was gained, so \(file) holds \(start.name) unchanged: "
    if wasRight { return result + "it read these images right before; images that it misreads would teach it more" }
    return result + "no epoch read your images better by more than it read the others worse, of which "
      + "\(FineTuning.tolerance.percent(places: 1)) may be lost; correct labels, or more images of the digits that it "
      + "misreads, may help"
  }

  /// What the training brought, measured before and after on the same digits.
  func comparison(with model: Model) throws -> Comparison {
    let own = try (metrics(of: start, on: judges), metrics(of: model, on: judges))
    let others = try (metrics(of: start, on: replay.others), metrics(of: model, on: replay.others))
    return Comparison(
      own: Comparison.Change(before: own.0, after: own.1),
      others: Comparison.Change(before: others.0, after: others.1),
      isHeldOut: isHeldOut, othersName: replay.othersName)
  }

  private func metrics(of model: Model, on digits: LabelledDigits) throws -> Metrics {
    let answers = try Evaluation.probabilities(Cascade(model), digits: digits, jobs: jobs)
    return Metrics(truth: digits.labels, answers: answers)
  }
}

extension FineTuning {
  /// Figures before and after, on images of the user and on other digits.
  struct Comparison: Sendable, Equatable, CustomStringConvertible {
    struct Change: Sendable, Equatable {
      var before, after: Metrics
    }

    var own, others: Change
    /// Whether the user's images were kept out of training.
    var isHeldOut: Bool
    /// What the others are, in the plural.
    var othersName: String

    /// For example `your images 93.94 → 96.97 % (33, held out), others 99.60 → 99.55 % (2000 MNIST digits)`.
    var description: String {
      let kind = isHeldOut ? "held out" : "those trained on, as there are too few to hold some out"
      return "your images \(text(own, \.accuracy)) (\(own.after.count), \(kind)), "
        + "others \(text(others, \.accuracy)) (\(others.after.count) \(othersName))\n"
        + "calibration error on your images \(text(own, \.calibration.error)), "
        + "on the others \(text(others, \.calibration.error))"
    }

    private func text(_ change: Change, _ figure: KeyPath<Metrics, Double>) -> String {
      let (before, after) = (change.before[keyPath: figure], change.after[keyPath: figure])
      return "\((before * 100).decimal(places: 2)) → \(after.percent())"
    }
  }
}
