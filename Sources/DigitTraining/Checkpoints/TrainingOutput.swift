import DigitRecognition
import Files

/// The model file that a training is to write, and what may become of an earlier one and of a checkpoint beside it.
public struct TrainingOutput: Sendable {
  /// The model file's path.
  public let path: String
  /// Whether a file of that name may be replaced.
  public let mayReplace: Bool
  /// Whether the training shall go on with a checkpoint of its own.
  public let mayResume: Bool

  /// Names the model file to write, and says what may become of one that is there.
  public init(_ path: String, mayReplace: Bool = false, mayResume: Bool = false) {
    (self.path, self.mayReplace, self.mayResume) = (path, mayReplace, mayResume)
  }

  /// Throws `outputExists` where a file is in the way, whatever it holds. A training that may go on is not refused yet:
  /// the file can be its own result, as `isComplete` tells.
  public func check() throws(FileError) {
    if !mayReplace, !mayResume { try OutputFile.checkIsNew(path) }
  }

  /// Whether the file holds what `trainer` makes of `start` already. To be asked where there is no checkpoint. Throws
  /// `outputExists` for any other file, unless it may be replaced.
  public func isComplete(by trainer: Trainer, from start: Trainer.Start) throws -> Bool {
    guard !mayReplace, FileSystem.exists(path) else { return false }
    // A bundled model's name is no path.
    let file = path.contains("/") ? path : "./" + path
    guard let model = try? ModelCatalog.load(file), try trainer.hasMade(model, from: start) else {
      throw FileError.outputExists(path: path)
    }
    return true
  }

  /// What a run can begin with.
  public struct Beginning: Sendable {
    /// nil for a run that starts anew.
    public var checkpoint: TrainingCheckpoint?
    /// What the user should know of it; nil where nothing was to be expected.
    public var notice: String?
  }

  /// Looks for a checkpoint in `file`, which is nil for an output that has nothing beside it. `epochs` is how many the
  /// run shall have. Throws `unusableCheckpoint`.
  public func beginning(with file: CheckpointFile?, epochs: Int) throws -> Beginning {
    guard let file, file.exists else {
      return Beginning(notice: mayResume ? "no checkpoint beside \(path): starting from the beginning" : nil)
    }
    guard mayResume else {
      return Beginning(
        notice: "\(file.path) is there, of a training that did not end: --resume goes on with it; starting anew")
    }
    let checkpoint = try file.load()
    return Beginning(
      checkpoint: checkpoint,
      notice: "going on with \(file.path), after \(checkpoint.epochs) of \(epochs.counted("epoch"))")
  }
}
