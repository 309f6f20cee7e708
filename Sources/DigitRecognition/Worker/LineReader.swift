#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines of a pipe as they arrive, empty ones too. What follows the last line end is a line.
struct LineReader {
  /// Little is taken from the pipe at a time: what was taken has to be answered even after a signal.
  private static let readSize = 1 << 14
  /// Milliseconds after which a reader that waits looks whether it shall stop.
  private static let patience: Int32 = 100
  private static let lineFeed = UInt8(ascii: "\n")

  private let descriptor: Int32
  private let isStopped: @Sendable () -> Bool
  private var buffered: ArraySlice<UInt8> = []
  private var isAtEnd = false
  /// Why the reading ended before the end of the input, if it did.
  private(set) var failure: String?

  /// Once `isStopped` says so, no more is read: the lines that are there still come, the beginning of another does not.
  init(descriptor: Int32, isStopped: @escaping @Sendable () -> Bool) {
    (self.descriptor, self.isStopped) = (descriptor, isStopped)
  }

  /// Whether `next()` would answer without waiting.
  var hasLine: Bool { isAtEnd || buffered.contains(LineReader.lineFeed) }

  /// The next line without its end; waits for it. nil at the end.
  mutating func next() -> ArraySlice<UInt8>? {
    while true {
      if let end = buffered.firstIndex(of: LineReader.lineFeed) {
        defer { buffered = buffered[(end + 1)...] }
        return buffered[..<end]
      }
      if isAtEnd {
        defer { buffered = [] }
        return buffered.isEmpty ? nil : buffered
      }
      fill()
    }
  }

  private mutating func fill() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, LineReader.patience) <= 0 {
      if isStopped() { return stop() }
    }
    if isStopped() { return stop() }
    var chunk = [UInt8](repeating: 0, count: LineReader.readSize)
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    if count < 0 { failure = SystemError.current }
    isAtEnd = count <= 0
    buffered = ArraySlice(Array(buffered) + chunk[..<max(0, count)])
  }

  private mutating func stop() {
    isAtEnd = true
    buffered = []
  }
}
