import Files

/// Where the rows of a run go.
public enum RowOutput {
  /// Standard output, a device or a pipe.
  case stream(OutputFile)
  case file(ResumableFile)

  /// Opens `path`, or standard output for nil. `identity` is asked for when there is a checkpoint to make or to read.
  public init(_ path: String?, identity: @escaping () throws -> RunIdentity) throws {
    if let path, FileSystem.isReplaceable(path) {
      self = .file(try ResumableFile(path, identity: identity))
    } else {
      self = .stream(try OutputFile(path))
    }
  }

  /// The file that another run could go on with.
  public var file: ResumableFile? {
    if case .file(let file) = self { file } else { nil }
  }

  /// Writes rows, and notes how far the run is with them. Throws `FileError`.
  public func write(_ text: String, _ progress: RunProgress) throws {
    switch self {
    case .stream(let stream): try stream.write(text)
    case .file(let file): try file.write(text, progress)
    }
  }

  /// Adds `ending` to a file, and makes it appear.
  public func commit(ending: String = "") throws { try file?.commit(ending: ending) }
}
