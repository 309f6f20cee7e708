#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Messages for people, on standard error.
enum Terminal {
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
  static func drawOver(_ line: String) {
    write("\r\u{1B}[K" + line)
  }

  /// In one piece, so that lines of several threads do not mix.
  static func write(_ text: String) {
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
