import Files

/// How far a run is.
public struct RunProgress: Codable, Equatable, Sendable {
  /// Of the rows written.
  public var tally: BatchRun.Tally
  /// Over the inputs that have their row.
  public var inputs: String
  /// Whether all inputs have.
  public var isComplete: Bool
  /// All inputs, at the end of a run that gave rows to a share of them.
  public var total: InputTotal?

  package init(tally: BatchRun.Tally, inputs: String, isComplete: Bool, total: InputTotal? = nil) {
    self.tally = tally
    self.inputs = inputs
    self.isComplete = isComplete
    self.total = total
  }
}

/// A run between two rows: all that another process needs to go on as if nothing had happened.
package struct RunState: Codable, Equatable {
  /// Raised when the file's meaning changes.
  package static let currentVersion = 1

  package var version = RunState.currentVersion
  package var identity: RunIdentity
  package var progress: RunProgress
  /// Bytes of rows, header included, and their SHA-256.
  package var length: Int
  package var rows: String

  package func json() throws -> [UInt8] {
    Array((try JSONText.encode(self, isIndented: true) + "\n").utf8)
  }

  /// Throws `unusableState` when the file is damaged, or is not a state.
  package init(contentsOf path: String) throws {
    let reader = FileReader(FileReader.Limits(maximumSize: .megabytes(16), opening: .noLinks))
    do {
      let bytes = try reader.read(FilePath(path))
      self = try withExtendedLifetime(reader) { try JSONText.decode(RunState.self, from: bytes) }
    } catch FileError.unreadableFile(_, let reason, _) {
      throw BatchError.unusableState(path: path, detail: "cannot be read: \(reason)")
    } catch {
      throw BatchError.unusableState(path: path, detail: "is damaged, and does not tell how far the unfinished run was")
    }
    guard version == RunState.currentVersion, length >= 0 else {
      throw BatchError.unusableState(path: path, detail: "was written by another version of this program")
    }
  }

  package init(identity: RunIdentity, progress: RunProgress, length: Int, rows: String) {
    (self.identity, self.progress, self.length, self.rows) = (identity, progress, length, rows)
  }
}
