import Platform

/// Where results go: standard output, a device or a pipe, or a file that appears under its name only when it is complete.
/// Nothing else opens a file for writing, but the rows of a run that can be resumed, which grow in a `PartialFile` too.
public final class OutputFile: Sendable {
  /// As the user named it, or what to call standard output in a message.
  private let name: String
  private let descriptor: Int32
  /// nil where there is nothing to rename.
  private let partial: PartialFile?

  /// Opens `path`, or standard output for nil. Throws `unwritableOutput`; `outputInUse` while another process writes
  /// it; `unfinishedOutput` where that would destroy the rows of an unfinished run.
  public convenience init(_ path: String?) throws(FileError) {
    // Opened by that name, a file to which standard output leads would be begun anew.
    guard let path, FileSystem.target(of: FilePath(path)) != FilePath("/dev/stdout") else {
      self.init(name: "standard output", descriptor: STDOUT_FILENO, partial: nil)
      return
    }
    if FileSystem.isReplaceable(path) || FileSystem.isDirectory(FilePath(path)) {
      let partial = try PartialFile(path)
      guard partial.length == 0 || !partial.hasState else { throw FileError.unfinishedOutput(path: path) }
      try self.init(path, in: partial)
    } else {
      self.init(name: path, descriptor: try OutputFile.openSpecial(path), partial: nil)
    }
  }

  /// Throws `outputExists` where a file is in the way, whatever it holds.
  public static func checkIsNew(_ path: String) throws(FileError) {
    guard FileSystem.isReplaceable(path), FileSystem.exists(path) else { return }
    throw .outputExists(path: path)
  }

  /// What lies beside an output. A link in its place is replaced and not followed.
  package convenience init(beside path: String) throws(FileError) {
    try self.init(path, in: PartialFile(path, followsLinks: false))
  }

  private convenience init(_ name: String, in partial: PartialFile) throws(FileError) {
    guard ftruncate(partial.descriptor, 0) == 0 else {
      throw .unwritableOutput(path: name, reason: SystemError.current)
    }
    self.init(name: name, descriptor: partial.descriptor, partial: partial)
  }

  private init(name: String, descriptor: Int32, partial: PartialFile?) {
    (self.name, self.descriptor, self.partial) = (name, descriptor, partial)
  }

  deinit {
    discard()
    if partial == nil, descriptor != STDOUT_FILENO { close(descriptor) }
  }

  /// Whether this is a file that appears in the end, rather than standard output, a device or a pipe.
  public var isFile: Bool { partial != nil }

  /// Writes all of `text`.
  public func write(_ text: String) throws(FileError) {
    try write(Array(text.utf8))
  }

  /// Writes all of `bytes`; after `commit`, to the end of the file that has appeared.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    let failed = FileSystem.write(bytes, to: descriptor)
    if failed == EPIPE { throw .closedPipe }
    if failed != 0 { throw .unwritableOutput(path: name, reason: SystemError.message(failed)) }
  }

  /// Makes the file appear, whole and on the disk, under its name.
  public func commit() throws(FileError) { try partial?.publish() }

  /// Leaves no trace of an incomplete file; for any thread.
  public func discard() { partial?.remove() }

  private static func openSpecial(_ path: String) throws(FileError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY
    let descriptor = FilePath(path).withCString { open($0, flags, 0o666) }
    guard descriptor >= 0 else { throw .unwritableOutput(path: path, reason: SystemError.current) }
    return descriptor
  }
}
