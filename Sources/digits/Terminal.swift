import Platform
import Threads

/// Messages for people, on standard error.
enum Terminal {
  private struct Line {
    var isDrawn = false
    var isClosed = false
  }

  private static let line = ConditionLock(Line())
  private static let erasure = "\r\u{1B}[K"

  /// Whether a person watches, so that a line may be drawn over.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Characters in a line.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether standard output is a terminal too, perhaps the same one.
  static var showsOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Draws a line over the one before; the empty line takes it away.
  static func drawOver(_ text: String) {
    line.update { line in
      if line.isClosed { return }
      line.isDrawn = !text.isEmpty
      put(erasure + text)
    }
  }

  /// Takes the line away that is drawn, if one is, and lets none be drawn from now on: for a process that ends.
  static func close() {
    line.update { line in
      if line.isDrawn { put(erasure) }
      line = Line(isDrawn: false, isClosed: true)
    }
  }

  /// Writes whole lines, in one piece, so that those of several threads do not mix; in place of the line that is drawn.
  static func write(_ text: String) {
    line.update { line in
      put((line.isDrawn ? erasure : "") + text)
      line.isDrawn = false
    }
  }

  private static func put(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      // There is nobody left to tell when this fails.
      if let start = bytes.baseAddress { _ = writeBytes(STDERR_FILENO, start, bytes.count) }
    }
  }
}

/// The system's `write`, which the method of that name would hide.
private func writeBytes(_ descriptor: Int32, _ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
  write(descriptor, start, count)
}
