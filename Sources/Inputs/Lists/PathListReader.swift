import DigitRecognition
import Files
import Platform

/// Paths from a file or standard input, as they arrive. Its memory does not grow with the list.
///
/// Each path is ended by a newline, before which a carriage return is dropped, or by a zero byte. Empty lines are passed
/// over. What is no path still gives an input, with a problem, so that line k is row k.
package final class PathListReader {
  package enum Source: Equatable {
    case standardInput
    case file(FilePath)
  }

  private let source: Source
  private let isNullTerminated: Bool
  /// nil for standard input.
  private let file: InputFile?
  private let descriptor: Int32
  private var lines: LineReader?
  private var problem: Unreadable?
  /// That it is no list, once its beginning has shown that; then there are no inputs.
  package private(set) var mistake: InputError?

  package init(_ source: Source, isNullTerminated: Bool) {
    (self.source, self.isNullTerminated) = (source, isNullTerminated)
    (file, problem) = PathListReader.open(source)
    descriptor = file?.descriptor ?? STDIN_FILENO
    if problem == nil { lines = LineReader(descriptor: descriptor, isNullTerminated: isNullTerminated) }
  }

  private static func open(_ source: Source) -> (InputFile?, Unreadable?) {
    guard case .file(let path) = source else { return (nil, nil) }
    do throws(FileError) {
      return (try InputFile(path, .pipes), nil)
    } catch {
      return (nil, Unreadable(error))
    }
  }

  /// Why there is no list at `path`; nil where there is one.
  package static func reasonUnreadable(_ path: FilePath) -> String? {
    if FileSystem.isDirectory(path) { return SystemError.message(EISDIR) }
    // Opened it would be empty once it is opened again, if it is a pipe.
    return path.withCString { access($0, R_OK) } == 0 ? nil : SystemError.current
  }

  /// Whether `next()` would answer without waiting for more input.
  package var hasBufferedPath: Bool { lines?.hasLine ?? true }

  package func next() -> ClassificationInput? {
    while let line = lines?.next() {
      if let input = input(line) { return input }
    }
    endOfLines()
    defer { problem = nil }
    // A list that ends because it cannot be read is not a list that ends.
    return problem.map { problem in
      let reason = "the list could not be read to its end: \(problem.reason)"
      return ClassificationInput(path: name, problem: Unreadable(reason, cause: problem.cause))
    }
  }

  private func endOfLines() {
    if let failure = lines?.failure {
      problem = Unreadable(systemError: failure)
    }
    if let found = lines?.mistake {
      mistake = .notAList(path: source == .standardInput ? "standard input" : name.text, mistake: found)
    }
    lines = nil
  }

  private var name: FilePath {
    switch source {
    case .standardInput: FilePath("-")
    case .file(let path): path
    }
  }

  /// nil for an empty line.
  private func input(_ line: LineReader.Line) -> ClassificationInput? {
    guard line.isWhole else { return ClassificationInput(beginningOfOverlongPath: line.bytes) }
    let isMarked = !isNullTerminated && line.bytes.last == UInt8(ascii: "\r")
    let bytes = isMarked ? line.bytes.dropLast() : line.bytes
    if bytes.isEmpty { return nil }
    guard !bytes.contains(0) else {
      // As C has it, the path would end there.
      let shown = FilePath(bytes: Array(bytes.prefix { $0 != 0 }))
      return ClassificationInput(
        path: shown, problem: Unreadable("the line holds zero bytes: if zero bytes end the paths, add --null"))
    }
    return ClassificationInput(path: FilePath(bytes: Array(bytes)))
  }
}
