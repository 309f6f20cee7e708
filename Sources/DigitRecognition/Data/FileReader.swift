#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads whole files, one after another, into memory that it keeps. One instance belongs to one worker.
final class FileReader {
  /// What may be read.
  struct Limits {
    /// Files with more bytes are refused before memory is taken for them.
    var maximumSize = ByteSize.megabytes(512)
    /// Whether pipes, devices and the like are refused, for they might never end, or never begin.
    var onlyRegularFiles = false
  }

  private static let initialCapacity = 1 << 16
  /// Memory beyond this is given back after the file that needed it.
  private static let keptCapacity = 4 << 20

  private let limits: Limits
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: initialCapacity, alignment: 64)

  init(_ limits: Limits = Limits()) {
    self.limits = limits
  }

  deinit { buffer.deallocate() }

  /// The bytes of the file; they stay until the next call.
  func read(_ path: FilePath) throws(RecognitionError) -> UnsafeRawBufferPointer {
    if buffer.count > FileReader.keptCapacity { resize(to: FileReader.initialCapacity, keeping: 0) }
    // Or a pipe that nobody writes into would hold up the run.
    let waits = limits.onlyRegularFiles ? O_NONBLOCK : 0
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY | waits) }
    guard descriptor >= 0 else { throw FileReader.failureToOpen(path) }
    defer { close(descriptor) }
    let size = try expectedSize(descriptor, path)
    if let size, size > buffer.count { resize(to: size, keeping: 0) }
    var length = 0
    while length != size {
      if length == buffer.count { resize(to: 2 * buffer.count, keeping: length) }
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[length..<min(size ?? buffer.count, buffer.count)])
      let count = readBytes(descriptor, room.baseAddress, room.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path.text)
      }
      if count == 0 { break }
      length += count
      guard length <= limits.maximumSize.bytes else { throw tooLarge(path, "the file has no end before the limit") }
    }
    return UnsafeRawBufferPointer(rebasing: buffer[..<length])
  }

  /// Whether the first bytes are those of a PNG or JPEG file.
  static func beginsLikeImage(_ path: FilePath) -> Bool {
    // Opening a device can do something.
    guard FileSystem.isRegular(path) else { return false }
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 8)
    let count = readBytes(descriptor, &start, start.count)
    guard count > 0 else { return false }
    let found = start[..<count]
    return found == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] || found.starts(with: [0xFF, 0xD8, 0xFF])
  }

  /// nil where only reading tells: pipes, and the files of /proc, which claim to be empty.
  private func expectedSize(_ descriptor: Int32, _ path: FilePath) throws(RecognitionError) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(path.text)
    }
    let kind = status.st_mode & S_IFMT
    if limits.onlyRegularFiles, kind != S_IFREG {
      throw .unreadableFile(path: path.text, reason: FileReader.explanation(ofKind: kind))
    }
    let size = Int(status.st_size)
    guard kind == S_IFREG, size > 0 else { return nil }
    guard size <= limits.maximumSize.bytes else {
      throw tooLarge(path, "the file has \(ByteSize(bytes: size)), more than the limit")
    }
    return size
  }

  private func tooLarge(_ path: FilePath, _ finding: String) -> RecognitionError {
    let advice = limits.onlyRegularFiles ? "; --max-file-size sets it" : ""
    return .unreadableFile(path: path.text, reason: "\(finding) of \(limits.maximumSize)\(advice)", cause: .tooLarge)
  }

  private static func explanation(ofKind kind: mode_t) -> String {
    switch kind {
    case S_IFDIR: "a folder, not a file: name it on the command line to read what is in it"
    case S_IFIFO: "a pipe, not a regular file: save what comes out of it to a file first"
    default: "not a regular file"
    }
  }

  private static func failureToOpen(_ path: FilePath) -> RecognitionError {
    let number = errno
    switch number {
    case ENOENT where FileSystem.kind(path, followsLinks: false) == S_IFLNK:
      return .unreadableFile(
        path: path.text, reason: "broken symbolic link: what it points to does not exist", cause: .missing)
    // A socket cannot be opened, nor a device without a driver.
    case ENXIO, ENODEV: return .unreadableFile(path: path.text, reason: explanation(ofKind: S_IFSOCK))
    default:
      return .unreadableFile(
        path: path.text, reason: SystemError.message(number), cause: ErrorCause(systemError: number))
    }
  }

  private func resize(to capacity: Int, keeping length: Int) {
    let other = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
    other.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
    buffer.deallocate()
    buffer = other
  }
}

/// The system's `read`, which the method of that name would hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
