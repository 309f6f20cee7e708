#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads whole files, one after another, into memory that it keeps. One instance belongs to one worker.
final class FileReader {
  /// No scan is larger; what is would only exhaust memory.
  static let maximumSize = 512 << 20
  private static let initialCapacity = 1 << 16
  /// Memory beyond this is given back after the file that needed it.
  private static let keptCapacity = 16 << 20

  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: initialCapacity, alignment: 64)

  deinit { buffer.deallocate() }

  /// The bytes of the file; they stay until the next call.
  func read(_ path: FilePath) throws(RecognitionError) -> UnsafeRawBufferPointer {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    if buffer.count > FileReader.keptCapacity { resize(to: FileReader.initialCapacity, keeping: 0) }
    var length = 0
    while true {
      if length == buffer.count { resize(to: 2 * buffer.count, keeping: length) }
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[length...])
      let count = readBytes(descriptor, room.baseAddress, room.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      if count == 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<length]) }
      length += count
      guard length <= FileReader.maximumSize else {
        throw .unreadableFile(path: path.text, reason: "the file is larger than 512 MB", cause: .tooLarge)
      }
    }
  }

  /// Whether the first bytes are those of a PNG or JPEG file.
  static func beginsLikeImage(_ path: FilePath) -> Bool {
    // Not to wait should the name be that of a pipe.
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 8)
    let count = readBytes(descriptor, &start, start.count)
    guard count > 0 else { return false }
    let found = start[..<count]
    return found == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] || found.starts(with: [0xFF, 0xD8, 0xFF])
  }

  private func failure(_ path: FilePath) -> RecognitionError {
    .unreadable(path.text)
  }

  private func resize(to capacity: Int, keeping length: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
    buffer.deallocate()
    buffer = larger
  }
}

/// The system's `read`, which the method of that name would hide.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
