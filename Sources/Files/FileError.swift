import Platform

/// Why a file could not be read or written. Each case names the file; its description says what to do about it.
public enum FileError: Error, Equatable {
  case notGzip(path: String, looksLikeHTML: Bool)
  case damagedGzip(path: String)
  case malformedTable(path: String, line: Int, detail: String)
  case unreadableFile(path: String, reason: String, cause: Cause = .other)
  case unwritableOutput(path: String, reason: String)
  case outputInUse(path: String)
  /// Only `--force` says that the file may go.
  case outputExists(path: String)
  /// Only `--force` says that files in the folder may be replaced.
  case folderNotEmpty(path: String)
  /// Beside the file are rows of a run that did not end, and its state.
  case unfinishedOutput(path: String)
  /// The reader of standard output went away, as `head` does. Not a failure.
  case closedPipe

  /// Why a file could not be read, as far as a user would set it right in a way of its own.
  public enum Cause: Sendable {
    case missing
    case permissionDenied
    case tooLarge
    case other

    /// `number` is the `errno` of the call that was to open or read the file.
    package init(systemError number: Int32) {
      switch number {
      case ENOENT, ENOTDIR: self = .missing
      case EACCES, EPERM: self = .permissionDenied
      default: self = .other
      }
    }
  }
}

extension FileError {
  /// Whether the disk is full, or the user's share of it.
  public var isLackOfRoom: Bool {
    guard case .unwritableOutput(_, let reason) = self else { return false }
    return [ENOSPC, EDQUOT].contains { SystemError.message($0) == reason }
  }

  /// The file or folder as the failed call left it in `errno`.
  package static func unreadable(_ path: String) -> FileError {
    .unreadableFile(path: path, reason: SystemError.current, cause: Cause(systemError: errno))
  }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notGzip(let path, let looksLikeHTML):
      looksLikeHTML
        ? "\(path): this is a web page saved under a .gz name, not the data; download the file again"
        : "\(path): not a gzip file; download it again"
    case .damagedGzip(let path):
      "\(path): the gzip file is cut short or damaged; download it again"
    case .malformedTable(let path, let line, let detail):
      "\(path), line \(line): \(detail)"
    case .unreadableFile(let path, let reason, _):
      "\(path): \(reason)"
    case .unwritableOutput(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .outputInUse(let path):
      "\(path): another run is writing it; wait until that ends, or name another file with -o"
    case .outputExists(let path):
      "\(path) is there already, and would be replaced: name another file with -o, or add --force"
    case .folderNotEmpty(let path):
      "\(path) holds files already, which could be replaced: name another folder, or add --force"
    case .unfinishedOutput(let path):
      "\(path).partial has rows of an unfinished digits classify: go on with it, by the same command with --resume; or "
        + "remove \(path).partial and \(path).resume; or name another file"
    case .closedPipe:
      "the reader of the output has gone"
    }
  }
}
