import DigitRecognition

/// The process's arguments as bytes: `CommandLine.arguments` mends those that are not UTF-8, and a mended path names
/// no file.
enum RawArguments {
  /// The path that the user typed where the command line parser saw `argument`.
  static func path(_ argument: String) -> FilePath {
    for index in 0..<Int(CommandLine.argc) {
      guard let raw = CommandLine.unsafeArgv[index], String(cString: raw) == argument else { continue }
      return FilePath(bytes: UnsafeBufferPointer(start: raw, count: length(raw)).map { UInt8(bitPattern: $0) })
    }
    return FilePath(argument)
  }

  private static func length(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }
}
