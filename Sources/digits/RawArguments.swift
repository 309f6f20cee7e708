import DigitRecognition
import Files

/// The process's arguments as bytes, as they were typed: `CommandLine.arguments` mends those that are not UTF-8, and a
/// mended path names no file.
package enum RawArguments {
  /// What the command line parser is given: strings from which `FilePath` makes the bytes again.
  static var strings: [String] { all.dropFirst().map { FilePath(bytes: $0).string } }

  /// What was typed.
  static var command: String { all.map(quoted).joined(separator: " ") }

  /// What to type to go on with this command.
  static var commandToResume: String { commandToResume(all) }

  package static func commandToResume(_ words: [[UInt8]]) -> String {
    let resume = Array("--resume".utf8)
    // What follows -- is no option.
    let end = words.firstIndex(of: Array("--".utf8)) ?? words.endIndex
    let isThere = words[..<end].contains(resume)
    return (words[..<end] + (isThere ? [] : [resume]) + words[end...]).map(quoted).joined(separator: " ")
  }

  /// Made once: there may be a hundred thousand.
  private static let all: [[UInt8]] = (0..<Int(CommandLine.argc)).compactMap { index in
    CommandLine.unsafeArgv[index].map { raw in
      UnsafeBufferPointer(start: raw, count: length(raw)).map { UInt8(bitPattern: $0) }
    }
  }

  /// A string that the command line parser gave, as a shell takes it for one word.
  package static func quoted(_ argument: String) -> String { quoted(FilePath(argument).bytes) }

  /// The same for a path, which is no option even if it begins like one.
  static func quotedPath(_ path: String) -> String { quoted(path.hasPrefix("-") ? "./" + path : path) }

  /// As a shell takes it for one word.
  static func quoted(_ word: [UInt8]) -> String {
    let text = String(validating: word, as: UTF8.self)
    if let text, !text.isEmpty, word.allSatisfy(isPlain) { return text }
    if let text, word.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) {
      return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
    // For bytes that a terminal would not show.
    return "$'" + word.map { isPlain($0) ? String(UnicodeScalar($0)) : "\\" + octal($0) }.joined() + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    let isLetter = byte < 0x80 && UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    return isLetter || "0123456789-_./=:,+@%".utf8.contains(byte)
  }

  /// Three digits.
  private static func octal(_ byte: UInt8) -> String {
    [byte >> 6, byte >> 3 & 7, byte & 7].map(String.init).joined()
  }

  private static func length(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }
}
