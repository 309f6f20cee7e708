import BundledFont

/// Letters of 8×16 pixels for captions, from GNU Unifont: Latin, Greek and Cyrillic, with their accents, and signs.
/// Characters of other scripts are spelled by their code, as in `\u{6570}`.
package enum BitmapFont {
  package static let glyphHeight = 16
  /// From the left edge of one letter to that of the next; the letters have their own space on both sides.
  package static let advance = 8

  /// Sixteen rows from the top, of which the highest bit is the left pixel; nil for what the font does not have.
  package static func rows(of character: Character) -> ArraySlice<UInt8>? { glyphs[character] }

  /// `text` in characters that the font has.
  package static func spelled(_ text: String) -> String { letters(of: text).joined() }

  /// `text` as `spelled` has it, or the beginning and the end of that around `...`, in at most `width` pixels: the end
  /// of a file name tells as much as its beginning. No code is cut in two.
  package static func shorten(_ text: String, toFit width: Int) -> String {
    let letters = letters(of: text)
    let capacity = max(0, width / advance)
    guard letters.reduce(0, { $0 + $1.count }) > capacity else { return letters.joined() }
    let kept = max(0, capacity - 3)
    let end = prefix(of: letters.reversed(), (kept / 2)).reversed()
    return prefix(of: letters, (kept + 1) / 2).joined() + "..." + end.joined()
  }

  /// The text's characters, each as one string: itself, or its codes.
  private static func letters(of text: String) -> [String] {
    text.map { glyphs[$0] != nil ? String($0) : $0.unicodeScalars.map(spelled).joined() }
  }

  private static func spelled(_ scalar: Unicode.Scalar) -> String {
    glyphs[Character(scalar)] != nil
      ? String(scalar) : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  /// As many of the first letters as have `capacity` characters together.
  private static func prefix(of letters: [String], _ capacity: Int) -> ArraySlice<String> {
    var left = capacity
    return letters.prefix {
      left -= $0.count
      return left >= 0
    }
  }

  /// By character, so that an accent that is stored after its letter, as in the names of some systems, is found too.
  private static let glyphs: [Character: ArraySlice<UInt8>] = {
    var size = 0
    let font = UnsafeBufferPointer(start: bundled_font(&size), count: size)
    let pairs = font.map(UInt8.init(bitPattern:)).split(separator: UInt8(ascii: "\n")).compactMap(glyph)
    return Dictionary(pairs) { first, _ in first }
  }()

  /// Of a line such as `0041:0000000018242442427E424242420000`.
  private static func glyph(_ line: ArraySlice<UInt8>) -> (Character, ArraySlice<UInt8>)? {
    let parts = line.split(separator: UInt8(ascii: ":")).map { hexadecimalBytes($0) }
    guard parts.count == 2, parts[1].count == glyphHeight else { return nil }
    let code = parts[0].reduce(0) { $0 << 8 | UInt32($1) }
    return Unicode.Scalar(code).map { (Character($0), parts[1][...]) }
  }

  private static func hexadecimalBytes(_ digits: ArraySlice<UInt8>) -> [UInt8] {
    let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
