import Files
import Platform

/// Lines of a file or a pipe as they arrive, empty ones too, in memory that grows neither with their number nor with their
/// length. What follows the last line end is a line. A byte order mark before the first is dropped.
package struct LineReader {
  package struct Line: Equatable {
    /// Without the line's end; of a line that is too long, the beginning.
    package var bytes: ArraySlice<UInt8>
    /// Whether that is all of it.
    package var isWhole: Bool

    package init(bytes: ArraySlice<UInt8>, isWhole: Bool) {
      self.bytes = bytes
      self.isWhole = isWhole
    }
  }

  /// Bytes of a line that are kept. No system takes a path so long.
  package static let longestLine = 1 << 15
  /// Little is taken from a pipe at a time: what was taken has to be answered even after a signal.
  private static let readSize = 1 << 14
  /// Milliseconds after which a reader that waits looks whether it shall stop.
  private static let patience: Int32 = 100

  private let descriptor: Int32
  private let separator: UInt8
  private let isStopped: (@Sendable () -> Bool)?
  /// What has been read and not given yet is at `position` and beyond.
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtStart = true
  private var isAtEnd = false
  private var wasStopped = false
  /// The `errno` by which the reading ended before the end of the input, if it did.
  package private(set) var failure: Int32?
  /// What was given in place of a list, if it was: then there are no lines.
  package private(set) var mistake: ListMistake?

  /// A line ends with a line feed or, if `isNullTerminated`, with a zero byte, and then every byte belongs to it. Once
  /// `isStopped` says so, no more is read: the lines that are there still come, the beginning of another does not.
  package init(descriptor: Int32, isNullTerminated: Bool = false, isStopped: (@Sendable () -> Bool)? = nil) {
    (self.descriptor, self.isStopped) = (descriptor, isStopped)
    separator = isNullTerminated ? 0 : UInt8(ascii: "\n")
  }

  /// Whether `next()` would answer without waiting.
  package var hasLine: Bool { isAtEnd || buffer[position...].contains(separator) }

  /// The next line; waits for it. nil at the end.
  package mutating func next() -> Line? {
    guard let line = find() else { return nil }
    guard isAtStart else { return line }
    isAtStart = false
    let start = line.bytes.prefix(ListMistake.reach) + [separator] + buffer[position...].prefix(ListMistake.reach)
    mistake = ListMistake(start: Array(start), isNullTerminated: separator == 0)
    if mistake != nil {
      end()
      return nil
    }
    let hasMark = separator != 0 && line.bytes.starts(with: TableText.byteOrderMark)
    return hasMark ? Line(bytes: line.bytes.dropFirst(3), isWhole: line.isWhole) : line
  }

  private mutating func find() -> Line? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: separator) {
        defer { position = end + 1 }
        return line(position..<end)
      }
      if isAtEnd {
        defer { position = buffer.count }
        return position < buffer.count ? line(position..<buffer.count) : nil
      }
      if buffer.count - position > LineReader.longestLine { return overlongLine() }
      let unsuccessful = buffer.count - position
      fill()
      searched = min(unsuccessful, buffer.count)
    }
  }

  private func line(_ range: Range<Int>) -> Line {
    Line(bytes: buffer[range].prefix(LineReader.longestLine), isWhole: range.count <= LineReader.longestLine)
  }

  /// The beginning of the line at hand; the rest is passed over, piece by piece.
  private mutating func overlongLine() -> Line? {
    let beginning = Line(bytes: ArraySlice(Array(buffer[position...].prefix(LineReader.longestLine))), isWhole: false)
    while !isAtEnd {
      position = buffer.count
      fill()
      if let end = buffer.firstIndex(of: separator) {
        position = end + 1
        return beginning
      }
    }
    position = buffer.count
    return wasStopped ? nil : beginning
  }

  /// Drops what was given and reads on.
  private mutating func fill() {
    buffer.removeFirst(position)
    position = 0
    guard waitForInput() else {
      wasStopped = true
      return end()
    }
    let (kept, descriptor) = (buffer.count, descriptor)
    buffer.append(contentsOf: repeatElement(0, count: LineReader.readSize))
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: kept), $0.count - kept) }
    let reason = errno
    buffer.removeLast(LineReader.readSize - max(0, count))
    if count < 0, reason == EINTR || reason == EAGAIN { return }
    if count < 0 { failure = reason }
    isAtEnd = count <= 0
  }

  /// False once the reader is stopped.
  private func waitForInput() -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      if let isStopped, isStopped() { return false }
      let ready = poll(&waiting, 1, isStopped == nil ? -1 : LineReader.patience)
      // Where waiting fails, reading says why.
      if ready > 0 || ready < 0 && errno != EINTR { return !(isStopped?() ?? false) }
    }
  }

  private mutating func end() {
    (isAtEnd, buffer, position) = (true, [], 0)
  }
}
