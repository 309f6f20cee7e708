import Files
import Platform

/// The rows of a long run, in a file that appears under its name only when it is complete; whatever ends the process
/// before that, another can go on with `resume`.
///
/// Rows go to `FILE.partial` at once. About once a second they are brought to the disk, and then `FILE.resume` tells how
/// far they are: what it tells is always there. What follows in `FILE.partial` is cut off by the run that goes on.
public final class ResumableFile {
  private static let interval = Duration.seconds(1)
  /// On a slow disk, checkpoints are made less often, so that they take at most 1/`sparsity` of the time.
  private static let sparsity = 10
  /// The longest time between two checkpoints, however slow the disk is.
  private static let longestInterval = Duration.seconds(5)

  private let partial: PartialFile
  /// Of `FILE.resume`.
  private let statePath: String
  /// Made when it is first needed, since the models' digests take a while.
  private var identity: RunIdentity?
  private let makeIdentity: () throws -> RunIdentity
  private var descriptor: Int32 { partial.descriptor }
  /// What is in `FILE.partial`.
  private var length = 0
  private var rows = SHA256()
  private var progress: RunProgress?
  /// Whether this run has written.
  private var hasBegun = false
  private var isCommitted = false
  private var isWanted = true
  private var nextCheckpoint = ContinuousClock.now + interval
  /// Whether an earlier run ended between the last two of its steps.
  private var isInPlace = false

  /// Locks the file against other runs; touches nothing that an earlier run has left.
  public init(_ path: String, identity: @escaping () throws -> RunIdentity) throws {
    partial = try PartialFile(path)
    statePath = partial.target.with(suffix: PartialFile.stateSuffix).string
    makeIdentity = identity
  }

  /// Without a checkpoint, rows are of no use; nor is a checkpoint without rows.
  deinit {
    if isCommitted { return }
    if !isWanted { FileSystem.remove(statePath) }
    if !FileSystem.exists(statePath) || partial.length == 0 { partial.remove() }
  }

  /// Where the rows are until they are complete.
  public var partialPath: String { partial.path.string }

  /// SHA-256 of the rows, header included, as hexadecimal digits.
  public var digest: String { rows.hexadecimal }

  /// Leaves nothing of this run, and nothing to go on with.
  public func discard() { isWanted = false }

  /// How many rows an unfinished run has left, which this one will replace unless it resumes; nil when there is none,
  /// or it cannot be told.
  public var unfinishedRows: Int? {
    guard let state = try? RunState(contentsOf: statePath), lseek(descriptor, 0, SEEK_END) > 0 else { return nil }
    return state.progress.tally.rows
  }

  /// Whether what is written so far, or what an earlier run has left, can be gone on with.
  public var canBeResumed: Bool { FileSystem.exists(statePath) && FileSystem.exists(partialPath) }

  /// Takes up what an earlier run has left, and tells how far that was; nil when there is nothing. Throws when it was
  /// another run, or what is left is damaged.
  public func resume() throws -> RunProgress? {
    guard FileSystem.exists(statePath) else { return nil }
    let state = try RunState(contentsOf: statePath)
    let differences = try ownIdentity().differences(from: state.identity)
    guard differences.isEmpty else { throw BatchError.otherRun(path: statePath, differences: differences) }
    let kept = Int(lseek(descriptor, 0, SEEK_END))
    if state.progress.isComplete, kept == 0, let file = try? InputFile(partial.target) {
      isInPlace = FileSystem.digest(file.descriptor, length: state.length)?.hexadecimal == state.rows
    }
    if !isInPlace { try takeUp(state, kept: kept) }
    progress = state.progress
    return progress
  }

  /// `kept` is the length of `FILE.partial`.
  private func takeUp(_ state: RunState, kept: Int) throws {
    guard kept >= state.length, let rows = FileSystem.digest(descriptor, length: state.length) else {
      let detail = "has \(kept) bytes, and the unfinished run had left \(state.length)"
      throw BatchError.unusableState(path: partialPath, detail: detail)
    }
    guard rows.hexadecimal == state.rows else {
      throw BatchError.unusableState(path: partialPath, detail: "has been changed since the unfinished run left it")
    }
    (self.rows, length) = (rows, state.length)
  }

  /// Adds `text`; with it, the run is as far as `progress` says.
  public func write(_ text: String, _ progress: RunProgress) throws {
    try append(text)
    self.progress = progress
    if ContinuousClock.now >= nextCheckpoint { try checkpoint() }
  }

  private func append(_ text: String) throws {
    if !hasBegun { try begin() }
    let bytes = Array(text.utf8)
    let failed = FileSystem.write(bytes, to: descriptor)
    if failed != 0 { keepWhatIsWritten() }
    try check(failed)
    rows.update(bytes)
    length += bytes.count
  }

  private func ownIdentity() throws -> RunIdentity {
    if let identity { return identity }
    let made = try makeIdentity()
    identity = made
    return made
  }

  /// After a failure, so that another run can go on with the rows that are whole; as far as there is room to note them.
  private func keepWhatIsWritten() {
    guard hasBegun, ftruncate(descriptor, off_t(length)) == 0 else { return }
    try? checkpoint()
  }

  /// Brings what is written to the disk, so that another run can go on after it.
  public func checkpoint() throws {
    guard hasBegun, let progress else { return }
    let identity = try ownIdentity()
    let start = ContinuousClock.now
    try check(fsync(descriptor) == 0 ? 0 : errno)
    let state = RunState(identity: identity, progress: progress, length: length, rows: rows.hexadecimal)
    let file = try OutputFile(beside: statePath)
    try file.write(state.json())
    try file.commit()
    let end = ContinuousClock.now
    let pause = max(ResumableFile.interval, (end - start) * ResumableFile.sparsity)
    nextCheckpoint = end + min(pause, ResumableFile.longestInterval)
  }

  /// Adds `ending` and makes the file appear, whole and on the disk, under its name. A run that goes on after a complete
  /// one has no ending to add.
  public func commit(ending: String = "") throws {
    if isInPlace {
      partial.remove()
      let failed = FileSystem.syncFolder(of: partial.target)
      if failed != 0 { throw FileError.unwritableOutput(path: statePath, reason: SystemError.message(failed)) }
    } else {
      try append(ending)
      progress?.isComplete = true
      // Without a checkpoint so far, the run was so short that another may as well begin again.
      if FileSystem.exists(statePath) { try checkpoint() }
      try partial.publish()
    }
    isCommitted = true
    FileSystem.remove(statePath)
  }

  /// Cuts off what is not to stay of an earlier run.
  private func begin() throws {
    if progress == nil { FileSystem.remove(statePath) }
    try check(ftruncate(descriptor, off_t(length)) == 0 ? 0 : errno)
    lseek(descriptor, off_t(length), SEEK_SET)
    hasBegun = true
  }

  private func check(_ failure: Int32) throws {
    if failure != 0 { throw FileError.unwritableOutput(path: partialPath, reason: SystemError.message(failure)) }
  }
}

extension FileSystem {
  /// SHA-256 over the first `length` bytes; nil when there are not so many.
  fileprivate static func digest(_ descriptor: Int32, length: Int) -> SHA256? {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var position = 0
    while position < length {
      let count = pread(descriptor, &buffer, min(buffer.count, length - position), off_t(position))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      hash.update(buffer[..<count])
      position += count
    }
    return hash
  }
}
