#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where rows go: standard output, or a file that appears under its name only when it is complete.
public final class OutputFile {
  /// As the user named it, or what to call standard output in a message.
  private let name: String
  private let descriptor: Int32
  /// Written instead of the file and renamed at the end; nil where there is nothing to rename: standard output, a
  /// device or a pipe.
  public let temporaryPath: String?
  private var isOpen = true

  /// Opens `path`, or standard output for nil.
  public init(_ path: String?) throws(RecognitionError) {
    // Opened by that name, a file to which standard output leads would be begun anew.
    guard let path, path != "/dev/stdout" else {
      (name, descriptor, temporaryPath) = ("standard output", STDOUT_FILENO, nil)
      return
    }
    name = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw .unwritableOutput(path: path, reason: SystemError.message(EISDIR))
    }
    let isSpecial = !FileSystem.isReplaceable(path)
    temporaryPath = isSpecial ? nil : path + ".\(getpid()).partial"
    let mode: mode_t = exists && !isSpecial ? status.st_mode & 0o777 : 0o666
    descriptor = open(temporaryPath ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .unwritableOutput(path: path, reason: SystemError.current) }
    // Says to `removeLeftovers` that somebody lives who writes this file.
    if temporaryPath != nil { flock(descriptor, LOCK_EX | LOCK_NB) }
  }

  deinit { discard() }

  /// Writes all of `text`.
  public func write(_ text: String) throws(RecognitionError) {
    try write(Array(text.utf8))
  }

  /// Writes all of `bytes`.
  public func write(_ bytes: [UInt8]) throws(RecognitionError) {
    let failed = FileSystem.write(bytes, to: descriptor)
    if failed == EPIPE { throw .closedPipe }
    if failed != 0 { throw .unwritableOutput(path: name, reason: SystemError.message(failed)) }
  }

  /// Makes the file appear, whole and on the disk, under its name.
  public func commit() throws(RecognitionError) {
    guard let temporaryPath else { return }
    guard fsync(descriptor) == 0, rename(temporaryPath, name) == 0 else {
      let reason = SystemError.current
      discard()
      throw .unwritableOutput(path: name, reason: reason)
    }
    isOpen = false
    close(descriptor)
    let failed = FileSystem.syncFolder(of: name)
    if failed != 0 { throw .unwritableOutput(path: name, reason: SystemError.message(failed)) }
  }

  /// Removes what processes that were killed have left of `path`.
  public static func removeLeftovers(of path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "./"
    guard let name = parts.last, let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let file = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard file.hasPrefix(name + "."), file.hasSuffix(".partial") else { continue }
      let process = file.dropFirst(name.count + 1).dropLast(".partial".count)
      guard !process.isEmpty, process.allSatisfy(\.isNumber) else { continue }
      let descriptor = open(folder + file, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(folder + file) }
      close(descriptor)
    }
  }

  /// Leaves no trace of an incomplete file.
  private func discard() {
    guard let temporaryPath, isOpen else { return }
    isOpen = false
    unlink(temporaryPath)
    close(descriptor)
  }
}
