import Foundation

/// Makes archives, as plain as they come.
enum Tar {
  static func archive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    files.flatMap { entry($0.name, kind: "0", $0.bytes) } + Array(repeating: 0, count: 1024)
  }

  /// A header of POSIX ustar, and the content, padded. `size` is what the header says of the content, if not its size.
  static func entry(
    _ name: String, kind: Character, _ content: [UInt8], folder: String = "", size: Int? = nil
  ) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    put(name, at: 0)
    put("0000644\u{0}0000000\u{0}0000000\u{0}", at: 100)
    put(octal(size ?? content.count, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put("        ", at: 148)
    put(String(kind), at: 156)
    put("ustar\u{0}00", at: 257)
    put(folder, at: 345)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
    return header + content + Array(repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// An extended header of pax with one record, for the file after it.
  static func extended(_ key: String, _ value: String) -> [UInt8] {
    let record = " \(key)=\(value)\n"
    // The length counts its own digits.
    let length = (1...9).lazy.map { record.utf8.count + $0 }.first { "\($0)\(record)".utf8.count == $0 } ?? 0
    return entry("x", kind: "x", Array("\(length)\(record)".utf8))
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
