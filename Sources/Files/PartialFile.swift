import Platform
import Threads

/// The file beside an output in which it grows: `FILE.partial`, which one process at a time may hold, and which takes the
/// output's place when it is complete. Where the output is a symbolic link, both lie where that leads, and the link stays.
package final class PartialFile: Sendable {
  package static let suffix = ".partial"
  /// Of the file beside it in which a run that can be resumed notes how far it is.
  package static let stateSuffix = ".resume"

  /// The output as the user named it.
  private let output: String
  /// What is replaced in the end.
  package let target: FilePath
  package let path: FilePath
  /// For reading and writing; at the beginning of what an earlier process may have left.
  package let descriptor: Int32
  private let isOurs = ConditionLock(true)

  /// Opens and locks the file, and changes nothing in it. Throws `outputInUse` when another process holds it. With
  /// `followsLinks` false, the output is itself replaced where it is a link: for what lies beside an output.
  package init(_ output: String, followsLinks: Bool = true) throws(FileError) {
    self.output = output
    target = followsLinks ? FileSystem.target(of: FilePath(output)) : FilePath(output)
    path = target.with(suffix: PartialFile.suffix)
    var replaced = stat()
    let exists = target.withCString { followsLinks ? stat($0, &replaced) : lstat($0, &replaced) } == 0
    guard exists || errno == ENOENT else { throw .unwritableOutput(path: output, reason: SystemError.current) }
    if exists, replaced.st_mode & S_IFMT == S_IFDIR {
      throw .unwritableOutput(path: output, reason: SystemError.message(EISDIR))
    }
    let keepsMode = exists && replaced.st_mode & S_IFMT == S_IFREG
    let mode = keepsMode ? replaced.st_mode & 0o777 : 0o666
    descriptor = try PartialFile.openLocked(path, mode, output)
    if keepsMode { fchmod(descriptor, mode) }
  }

  deinit { close(descriptor) }

  private static func openLocked(
    _ path: FilePath, _ mode: mode_t, _ output: String
  ) throws(FileError) -> Int32 {
    var rounds = 0
    while true {
      rounds += 1
      let descriptor = path.withCString {
        open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK, mode)
      }
      guard descriptor >= 0 else { throw failureToOpen(path, output) }
      var (opened, named) = (stat(), stat())
      fstat(descriptor, &opened)
      // Of a file with another name, that would be written over too.
      guard opened.st_mode & S_IFMT == S_IFREG, opened.st_nlink <= 1 else {
        close(descriptor)
        throw opened.st_mode & S_IFMT == S_IFREG ? hasSecondName(path) : foreign(path)
      }
      // Some file systems have no locks; there the user must take care.
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        close(descriptor)
        throw .outputInUse(path: output)
      }
      if path.withCString({ lstat($0, &named) }) == 0, named.st_ino == opened.st_ino { return descriptor }
      // Some file systems give a file another number each time.
      if rounds == mostRounds { return descriptor }
      // Its owner has just renamed it.
      close(descriptor)
    }
  }

  private static func failureToOpen(_ path: FilePath, _ output: String) -> FileError {
    let number = errno
    return [ELOOP, EISDIR, ENXIO].contains(number)
      ? foreign(path) : .unwritableOutput(path: output, reason: SystemError.message(number))
  }

  /// Owners that rename their file one after the other.
  private static let mostRounds = 100

  private static func hasSecondName(_ path: FilePath) -> FileError {
    let reason = "it has a second name (a hard link), whose file would be written over; give it a copy of its own"
    return .unwritableOutput(path: path.string, reason: reason)
  }

  private static func foreign(_ path: FilePath) -> FileError {
    let reason = "a link, or no regular file, where a file of digits itself belongs; remove it"
    return .unwritableOutput(path: path.string, reason: reason)
  }

  /// Whether an unfinished run has noted how far it was with the output.
  package var hasState: Bool { FileSystem.exists(target.with(suffix: PartialFile.stateSuffix).string) }

  /// Bytes in it.
  package var length: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Makes the file appear, whole and on the disk, under the output's name.
  package func publish() throws(FileError) {
    var failed = fsync(descriptor) == 0 ? 0 : errno
    if failed == 0 { failed = isOurs.update { rename(&$0) } }
    if failed == 0 { failed = FileSystem.syncFolder(of: target) }
    if failed != 0 { throw .unwritableOutput(path: output, reason: SystemError.message(failed)) }
  }

  /// Leaves no trace of what is incomplete. Once the file has its name, does nothing.
  package func remove() {
    isOurs.update { isOurs in
      if isOurs { _ = path.withCString { unlink($0) } }
      isOurs = false
    }
  }

  /// Returns 0, or the error's number.
  private func rename(_ isOurs: inout Bool) -> Int32 {
    let result = path.withCString { from in target.withCString { renameFile(from, $0) } }
    if result == 0 { isOurs = false }
    return result == 0 ? 0 : errno
  }
}

/// The system's `rename`, which the method of that name would hide.
private func renameFile(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> Int32 {
  rename(from, to)
}
