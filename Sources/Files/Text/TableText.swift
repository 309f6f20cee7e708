/// The text of a table, whatever program saved it: UTF-8 or UTF-16, with a byte order mark or without.
package struct TableText {
  /// That of UTF-8.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// UTF-8, or whatever bytes stood in place of UTF-16; without a mark, and with a line feed in each line's end.
  package let bytes: ArraySlice<UInt8>
  package let isUTF16: Bool

  /// `path` is for the error message.
  package init(_ file: [UInt8], path: String) throws(FileError) {
    var text = file
    let endianness = TableText.isBigEndian(file)
    if let isBigEndian = endianness { text = try TableText.utf8(ofUTF16: file, isBigEndian: isBigEndian, path: path) }
    // Macintosh programs end lines so.
    if !text.contains(TableText.lineFeed) {
      for index in text.indices where text[index] == TableText.carriageReturn { text[index] = TableText.lineFeed }
    }
    bytes = text.starts(with: TableText.byteOrderMark) ? text[3...] : text[...]
    isUTF16 = endianness != nil
  }

  /// Whether the more significant byte of each UTF-16 unit comes first; nil for text that is none. A table's first
  /// characters are of ASCII.
  private static func isBigEndian(_ file: [UInt8]) -> Bool? {
    guard file.count >= 4 else { return nil }
    if file.starts(with: [0xFF, 0xFE]) || (file[1] == 0 && file[3] == 0 && file[0] != 0) { return false }
    if file.starts(with: [0xFE, 0xFF]) || (file[0] == 0 && file[2] == 0 && file[1] != 0) { return true }
    return nil
  }

  private static func utf8(ofUTF16 file: [UInt8], isBigEndian: Bool, path: String) throws(FileError) -> [UInt8] {
    let units = stride(from: 0, to: file.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(file[index]), UInt16(file[index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    guard file.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
      throw .malformedTable(
        path: path, line: 1, detail: "it begins like UTF-16, and is damaged further on; save it again, as UTF-8")
    }
    return Array(text.utf8)
  }
}
