#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths from a file or standard input, as they arrive. Its memory does not grow with the list.
///
/// Each path is ended by a newline, before which a carriage return is dropped, or by a zero byte. Empty lines are passed
/// over. What is no path still gives an input, with a problem, so that line k is row k.
final class PathListReader {
  enum Source: Equatable {
    case standardInput
    case file(FilePath)
  }

  private static let chunkSize = 1 << 16
  /// Longer than any path that the system takes.
  private static let longestPath = 1 << 15
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let source: Source
  private let isNullTerminated: Bool
  private let separator: UInt8
  /// nil for standard input.
  private let file: InputFile?
  private let descriptor: Int32
  /// What has been read and not given yet is at `position` and beyond.
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtStart = true
  private var isAtEnd = false
  private var problem: Unreadable?

  init(_ source: Source, isNullTerminated: Bool) {
    (self.source, self.isNullTerminated) = (source, isNullTerminated)
    separator = isNullTerminated ? 0 : UInt8(ascii: "\n")
    (file, problem) = PathListReader.open(source)
    descriptor = file?.descriptor ?? STDIN_FILENO
    isAtEnd = problem != nil
  }

  private static func open(_ source: Source) -> (InputFile?, Unreadable?) {
    guard case .file(let path) = source else { return (nil, nil) }
    do throws(RecognitionError) {
      return (try InputFile(path, .pipes), nil)
    } catch .unreadableFile(_, let reason, let cause) {
      return (nil, Unreadable(reason, cause: cause))
    } catch {
      return (nil, Unreadable("\(error)"))
    }
  }

  /// Why there is no list at `path`; nil where there is one.
  static func reasonUnreadable(_ path: FilePath) -> String? {
    if FileSystem.isDirectory(path) { return SystemError.message(EISDIR) }
    // Opened it would be empty once it is opened again, if it is a pipe.
    return path.withCString { access($0, R_OK) } == 0 ? nil : SystemError.current
  }

  /// Whether `next()` would answer without waiting for more input.
  var hasBufferedPath: Bool { isAtEnd || buffer[position...].contains(separator) }

  func next() -> ClassificationInput? {
    while var line = nextLine() {
      if !isNullTerminated, line.last == UInt8(ascii: "\r") { line.removeLast() }
      if !line.isEmpty { return input(line) }
    }
    defer { problem = nil }
    // A list that ends because it cannot be read is not a list that ends.
    return problem.map { problem in
      let reason = "the list could not be read to its end: \(problem.reason)"
      return ClassificationInput(path: name, problem: Unreadable(reason, cause: problem.cause))
    }
  }

  private var name: FilePath {
    switch source {
    case .standardInput: FilePath("-")
    case .file(let path): path
    }
  }

  private func nextLine() -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: separator) {
        defer { position = end + 1 }
        return buffer[position..<end]
      }
      if isAtEnd {
        defer { position = buffer.count }
        return position < buffer.count ? buffer[position...] : nil
      }
      if buffer.count - position > PathListReader.longestPath { return overlongLine() }
      searched = buffer.count - position
      fill()
      searched += position
    }
  }

  /// The beginning of a line that is no path; the rest is passed over.
  private func overlongLine() -> ArraySlice<UInt8> {
    let beginning = buffer[position..<(position + PathListReader.longestPath)]
    while !isAtEnd {
      position = buffer.count
      fill()
      if let end = buffer[position...].firstIndex(of: separator) {
        position = end + 1
        return beginning
      }
    }
    position = buffer.count
    return beginning
  }

  private func input(_ line: ArraySlice<UInt8>) -> ClassificationInput {
    let path = FilePath(bytes: Array(line))
    if !isNullTerminated, line.contains(0) {
      // As C has it, the path would end there.
      let shown = FilePath(bytes: Array(line.prefix { $0 != 0 }))
      return ClassificationInput(
        path: shown, problem: Unreadable("the line holds zero bytes: does the list need --null?"))
    }
    guard line.count < PathListReader.longestPath else {
      let shown = FilePath(bytes: Array(line.prefix(255)))
      return ClassificationInput(path: shown, problem: Unreadable("the line is too long for a path"))
    }
    return ClassificationInput(path: path)
  }

  private func fill() {
    buffer.removeFirst(position)
    position = 0
    let kept = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: PathListReader.chunkSize))
    var count = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: kept), $0.count - kept) }
    } while count < 0 && errno == EINTR
    if count < 0 { problem = .current }
    isAtEnd = count <= 0
    buffer.removeLast(buffer.count - kept - max(0, count))
    if isAtStart, !isNullTerminated, buffer.starts(with: PathListReader.byteOrderMark) { position = 3 }
    isAtStart = false
  }
}
