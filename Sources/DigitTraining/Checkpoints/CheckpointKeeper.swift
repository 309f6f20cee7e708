/// Saves the checkpoints of one run as they come.
public final class CheckpointKeeper {
  private let file: CheckpointFile
  /// Whether a checkpoint of another run is in the place.
  private let replacesOther: Bool
  /// Whether the file holds a checkpoint of this run, from which it can go on.
  public private(set) var hasSaved: Bool

  /// `checkpoint` is the one that the run goes on from, if it does.
  public init(_ file: CheckpointFile, resuming checkpoint: TrainingCheckpoint?) {
    self.file = file
    hasSaved = checkpoint != nil
    replacesOther = checkpoint == nil && file.exists
  }

  /// Saves `checkpoint`; but a checkpoint of another run stays until the first epoch of this one is complete.
  public func keep(_ checkpoint: TrainingCheckpoint) throws {
    if replacesOther, checkpoint.epochs == 0 { return }
    try file.save(checkpoint)
    hasSaved = true
  }
}
