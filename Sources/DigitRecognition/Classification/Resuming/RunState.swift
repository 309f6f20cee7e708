import Foundation

/// How far a run is.
public struct RunProgress: Codable, Equatable, Sendable {
  /// Of the rows written.
  public var tally: ClassificationRun.Tally
  /// Over the inputs that have their row.
  public var inputs: String
  /// Whether all inputs have.
  public var isComplete: Bool
  /// All inputs, at the end of a run that gave rows to a share of them.
  public var total: InputTotal?
}

/// A run between two rows: all that another process needs to go on as if nothing had happened.
struct RunState: Codable, Equatable {
  /// Raised when the file's meaning changes.
  static let currentVersion = 1

  var version = RunState.currentVersion
  var identity: RunIdentity
  var progress: RunProgress
  /// Bytes of rows, header included, and their SHA-256.
  var length: Int
  var rows: String

  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + Array("\n".utf8)
  }

  /// Throws `unusableState` when the file is damaged, or is none.
  init(contentsOf path: String) throws(RecognitionError) {
    let reader = FileReader(FileReader.Limits(maximumSize: .megabytes(16), opening: .noLinks))
    do {
      let bytes = try reader.read(FilePath(path))
      self = try withExtendedLifetime(reader) { try JSONDecoder().decode(RunState.self, from: Data(bytes)) }
    } catch RecognitionError.unreadableFile(_, let reason, _) {
      throw .unusableState(path: path, detail: "cannot be read: \(reason)")
    } catch {
      throw .unusableState(path: path, detail: "is damaged, and does not tell how far the unfinished run was")
    }
    guard version == RunState.currentVersion, length >= 0 else {
      throw .unusableState(path: path, detail: "was written by another version of this program")
    }
  }

  init(identity: RunIdentity, progress: RunProgress, length: Int, rows: String) {
    (self.identity, self.progress, self.length, self.rows) = (identity, progress, length, rows)
  }
}
