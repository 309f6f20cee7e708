import Files

/// One input of a run: a file to read, bytes that came without one, or something that could not even be listed.
public struct ClassificationInput: Equatable, Sendable {
  /// The path of the file, or the name of the bytes.
  public var path: FilePath
  /// What to read in place of the file; `path` is then only a name.
  public var bytes: ArraySlice<UInt8>?
  /// Why there is nothing to read.
  public var problem: Unreadable?

  /// Names a file to read, or one that cannot be listed.
  public init(path: FilePath, problem: Unreadable? = nil) {
    (self.path, self.problem) = (path, problem)
  }

  /// For a line that is too long for a path, of which only so much is shown.
  package init(beginningOfOverlongPath bytes: ArraySlice<UInt8>) {
    self.init(
      path: FilePath(bytes: Array(bytes.prefix(255))), problem: Unreadable("the line is too long for a path"))
  }

  /// Gives the bytes to read, and a name for them.
  public init(path: FilePath, bytes: ArraySlice<UInt8>) {
    (self.path, self.bytes) = (path, bytes)
  }
}
