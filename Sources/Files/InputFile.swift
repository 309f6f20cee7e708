import Platform

/// A file that is open for reading; nothing else opens one. Only regular files, unless pipes are asked for: a pipe or a
/// device might never begin, or never end.
package final class InputFile {
  /// What is opened beside regular files, and how.
  package struct Options: OptionSet {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Pipes and devices too: for lists of paths, which other programs write. Opening one may wait for its writer.
    package static let pipes = Options(rawValue: 1)
    /// No symbolic link: for a file of ours beside another one, which a link in its place would take elsewhere.
    package static let noLinks = Options(rawValue: 2)

    fileprivate var flags: Int32 {
      (contains(.pipes) ? 0 : O_NONBLOCK) | (contains(.noLinks) ? O_NOFOLLOW : 0)
    }
  }

  package let path: FilePath
  package let descriptor: Int32
  /// In bytes; nil where only reading tells: of pipes, and of the files of /proc, which claim to be empty.
  package let size: Int?

  /// Throws `unreadableFile`.
  package init(_ path: FilePath, _ options: Options = []) throws(FileError) {
    self.path = path
    descriptor = InputFile.open(path, options.flags)
    guard descriptor >= 0 else { throw InputFile.failureToOpen(path, options) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = InputFile.failure(path, errno)
      close(descriptor)
      throw failure
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || (options.contains(.pipes) && kind != S_IFDIR) else {
      close(descriptor)
      // A list has no place for the advice to name the folder.
      if options.contains(.pipes) { throw InputFile.failure(path, EISDIR) }
      throw .unreadableFile(path: path.text, reason: InputFile.explanation(ofKind: kind))
    }
    size = kind == S_IFREG && status.st_size > 0 ? Int(status.st_size) : nil
  }

  private static func open(_ path: FilePath, _ flags: Int32) -> Int32 {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | flags
    let descriptor = path.withCString { openFile($0, flags) }
    // Another process has a lease on the file, as file servers do: it is asked to give it up while one waits.
    guard descriptor < 0, errno == EAGAIN, FileSystem.isRegular(path) else { return descriptor }
    return path.withCString { openFile($0, flags & ~O_NONBLOCK) }
  }

  deinit { close(descriptor) }

  /// Reads on, and returns the number of bytes: 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    try repeated { readBytes(descriptor, buffer) }
  }

  /// Reads from `offset` on, in bytes, at most `limit` of them, and returns their number: 0 at the end.
  package func read(into buffer: inout [UInt8], limit: Int, at offset: Int) throws(FileError) -> Int {
    let count = min(buffer.count, limit)
    return try repeated { pread(descriptor, &buffer, count, off_t(offset)) }
  }

  private func repeated(_ read: () -> Int) throws(FileError) -> Int {
    while true {
      let count = read()
      if count >= 0 { return count }
      if errno != EINTR { throw InputFile.failure(path, errno) }
    }
  }

  private static func failureToOpen(_ path: FilePath, _ options: Options) -> FileError {
    let number = errno
    switch number {
    case ELOOP where options.contains(.noLinks):
      return .unreadableFile(path: path.text, reason: "a symbolic link, which is not followed here")
    case ENOENT where FileSystem.kind(path, followsLinks: false) == S_IFLNK:
      return .unreadableFile(
        path: path.text, reason: "broken symbolic link: what it points to does not exist", cause: .missing)
    // A socket cannot be opened, nor a device without a driver.
    case ENXIO, ENODEV: return .unreadableFile(path: path.text, reason: explanation(ofKind: S_IFSOCK))
    default: return failure(path, number)
    }
  }

  private static func failure(_ path: FilePath, _ number: Int32) -> FileError {
    .unreadableFile(path: path.text, reason: SystemError.message(number), cause: FileError.Cause(systemError: number))
  }

  private static func explanation(ofKind kind: mode_t) -> String {
    switch kind {
    case S_IFDIR: "a folder, not a file: name it on the command line to read what is in it"
    case S_IFIFO: "a pipe, not a regular file: save what comes out of it to a file first"
    default: "not a regular file"
    }
  }
}

/// The system's `open`, which the method of that name would hide.
private func openFile(_ path: UnsafePointer<CChar>, _ flags: Int32) -> Int32 { open(path, flags) }

/// The system's `read`, which the method of that name would hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
