import Files

/// Text that does nothing to the terminal that shows it, whatever the names of files in it hold.
package enum TerminalText {
  /// With `%FF` for each byte of a path that is no text.
  package static func named(_ text: String) -> String {
    replaced(text) { FilePath.byte(escapedAs: $0).map { "%" + FilePath.hexadecimal($0) } }
  }

  /// The same, with `\u{1B}` for what moves the cursor, rings, or turns the direction of what follows; but lines and tabs
  /// remain.
  package static func harmless(_ text: String) -> String {
    replaced(named(text)) { isHarmful($0) ? "\\u{" + FilePath.hexadecimal($0.value) + "}" : nil }
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func replaced(_ text: String, by replacement: (Unicode.Scalar) -> String?) -> String {
    guard text.unicodeScalars.contains(where: { replacement($0) != nil }) else { return text }
    return text.unicodeScalars.map { replacement($0) ?? String($0) }.joined()
  }
}
