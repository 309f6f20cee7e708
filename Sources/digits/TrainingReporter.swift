import DigitTraining
import Files

/// What a person sees of a training run, and its log.
final class TrainingReporter {
  private let epochs: Int
  private let log: TrainingLog?
  /// What the digits are that judge the training.
  private let judges: String
  private var meter: ProgressMeter
  private var (epochsHere, digits, seconds) = (0, 0, 0.0)
  private var heldOut: TrainingObserver.HeldOutResult?

  init(
    trainer: Trainer, resuming checkpoint: TrainingCheckpoint?, log: String?, judges: String, showsProgress: Bool
  ) throws {
    (epochs, self.judges) = (trainer.settings.epochs, judges)
    self.log = try log.map { try TrainingLog($0, keepingEpochs: checkpoint?.epochs ?? 0) }
    meter = ProgressMeter(
      total: epochs * trainer.digitsPerEpoch, noun: "image", isShown: showsProgress,
      doneBefore: checkpoint.map { trainer.digitsSeen(by: $0) } ?? 0)
  }

  var observer: TrainingObserver {
    var observer = TrainingObserver()
    observer.onStep = step
    observer.onEpoch = finish
    observer.onEnd = end
    return observer
  }

  private func step(_ progress: TrainingObserver.Progress) {
    let held = heldOut.map { ", \(judges) \(percent($0.accuracy))" } ?? ""
    meter.update(
      done: progress.digits,
      text: "epoch \(progress.epoch)/\(epochs), loss \(progress.loss.rounded(toDecimals: 4))\(held)")
  }

  private func finish(_ report: TrainingObserver.EpochReport) throws {
    meter.clear()
    (epochsHere, digits, seconds) = (epochsHere + 1, digits + report.digits, seconds + report.seconds)
    heldOut = report.heldOut
    let held = report.heldOut.map { result in
      "  \(judges) \(percent(result.accuracy)), loss \(Float(result.loss).rounded(toDecimals: 4))"
        + (result.inkOverlap.map { ", ink \(percent($0))" } ?? "")
        + (report.others.map { "; others \(percent($0.accuracy))" } ?? "")
    }
    Terminal.say(
      "epoch \(report.epoch)/\(epochs)  loss \(report.loss.rounded(toDecimals: 4))  "
        + "\(report.digitsPerSecond.decimal(places: 0)) img/s\(held ?? "")")
    try log?.append(report)
  }

  private func end(_ ending: TrainingObserver.Ending) {
    meter.clear()
    if let sentence = ending.sentence { Terminal.say(sentence) }
  }

  /// Sums up what this process has trained.
  func finished() {
    guard epochsHere > 0 else { return }
    Terminal.say(
      "trained \(digits / epochsHere) images x \(epochsHere.counted("epoch")) in \(Float(seconds).rounded(toDecimals: 1)) s "
        + "(\((Double(digits) / seconds).decimal(places: 0)) img/s)")
  }

  /// Says how to go on.
  func stopped(canGoOn: Bool) {
    meter.clear()
    guard canGoOn else { return Terminal.say("stopped before the end of the first epoch; nothing was saved") }
    Terminal.say("stopped; go on with: \(RawArguments.commandToResume)")
  }

  private func percent(_ share: Double) -> String { "\(Float(share * 100).rounded(toDecimals: 2)) %" }
}
