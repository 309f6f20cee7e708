import DigitRecognition
import Files
import Inputs

/// What a worker is told on one line: a path, or a key, a tab and a path.
struct WorkerLine: Equatable, Sendable {
  /// What comes before the answer, as it came before the path: the key with its tab, or nothing.
  var prefix: [UInt8]
  var input: ClassificationInput

  /// The first tab ends the key, so a path that holds a tab needs a key before it; an empty one will do.
  init(_ line: LineReader.Line) {
    // As in any list, a carriage return is part of the line's end.
    let bytes = line.isWhole && line.bytes.last == UInt8(ascii: "\r") ? line.bytes.dropLast() : line.bytes
    let keyEnd = bytes.firstIndex(of: UInt8(ascii: "\t")).map { $0 + 1 } ?? bytes.startIndex
    prefix = Array(bytes[..<keyEnd])
    guard line.isWhole else {
      input = ClassificationInput(beginningOfOverlongPath: bytes[keyEnd...])
      return
    }
    input = ClassificationInput(path: FilePath(bytes: Array(bytes[keyEnd...])))
    if input.path.bytes.isEmpty { input.problem = Unreadable("no path on this line") }
    // The system would take the path to end there.
    if input.path.bytes.contains(0) { input.problem = Unreadable("a zero byte cannot be in a path") }
  }
}
