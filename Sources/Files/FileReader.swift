/// Reads whole files, one after another, into memory that it keeps. One instance belongs to one worker.
package final class FileReader {
  /// What may be read.
  package struct Limits {
    /// Files with more bytes are refused before memory is taken for them.
    package var maximumSize: ByteSize
    /// The option that sets `maximumSize`, for the message; nil where there is none.
    package var option: String?
    /// What is opened beside regular files, and how.
    package var opening: InputFile.Options

    package init(
      maximumSize: ByteSize = .megabytes(512), option: String? = nil, opening: InputFile.Options = []
    ) {
      self.maximumSize = maximumSize
      self.option = option
      self.opening = opening
    }
  }

  private static let initialCapacity = 1 << 16
  /// Memory beyond this is given back after the file that needed it.
  private static let keptCapacity = 4 << 20

  private let limits: Limits
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: initialCapacity, alignment: 64)

  package init(_ limits: Limits = Limits()) {
    self.limits = limits
  }

  deinit { buffer.deallocate() }

  /// The bytes of the file; they stay until the next call.
  package func read(_ path: FilePath) throws(FileError) -> UnsafeRawBufferPointer {
    if buffer.count > FileReader.keptCapacity { resize(to: FileReader.initialCapacity, keeping: 0) }
    let file = try InputFile(path, limits.opening)
    if let size = file.size {
      guard size <= limits.maximumSize.bytes else {
        throw tooLarge(path, "the file has \(ByteSize(bytes: size)), more than the limit")
      }
      if size > buffer.count { resize(to: size, keeping: 0) }
    }
    var length = 0
    while length != file.size {
      if length == buffer.count { resize(to: 2 * buffer.count, keeping: length) }
      let end = min(file.size ?? buffer.count, buffer.count)
      let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[length..<end]))
      if count == 0 { break }
      length += count
      guard length <= limits.maximumSize.bytes else { throw tooLarge(path, "the file has no end before the limit") }
    }
    return UnsafeRawBufferPointer(rebasing: buffer[..<length])
  }

  /// Whether the first bytes are those of a PNG or JPEG file.
  package static func beginsLikeImage(_ path: FilePath) -> Bool {
    // Opening a device can do something.
    guard FileSystem.isRegular(path), let file = try? InputFile(path) else { return false }
    var start = [UInt8](repeating: 0, count: 8)
    guard let count = try? file.read(into: &start, limit: start.count, at: 0) else { return false }
    let found = start[..<count]
    return found == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] || found.starts(with: [0xFF, 0xD8, 0xFF])
  }

  private func tooLarge(_ path: FilePath, _ finding: String) -> FileError {
    let advice = limits.option.map { "; \($0) sets it" } ?? ""
    return .unreadableFile(path: path.text, reason: "\(finding) of \(limits.maximumSize)\(advice)", cause: .tooLarge)
  }

  private func resize(to capacity: Int, keeping length: Int) {
    let other = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
    other.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
    buffer.deallocate()
    buffer = other
  }
}
