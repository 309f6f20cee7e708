/// Chunks put into a PNG file that has none of them.
enum PNGEditing {
  private static let header = 33
  static let signatureLength = 8

  /// Length, type, data, CRC; `isWhole` makes the checksum right.
  static func chunk(_ type: String, _ data: [UInt8], isWhole: Bool = true) -> [UInt8] {
    let covered = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + covered + bigEndian(checksum(covered) ^ (isWhole ? 0 : 0x1234))
  }

  /// `chunk` directly after the header.
  static func inserting(_ chunk: [UInt8], into png: [UInt8]) -> [UInt8] {
    Array(png[..<header]) + chunk + Array(png[header...])
  }

  /// `chunk` directly before the pixels, where what follows a palette has to be.
  static func inserting(_ chunk: [UInt8], beforePixelsOf png: [UInt8]) -> [UInt8] {
    let type = Array("IDAT".utf8)
    guard let start = png.indices.first(where: { png[$0...].starts(with: type) }) else { return png }
    return Array(png[..<(start - 4)]) + chunk + Array(png[(start - 4)...])
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  /// By long division, as the PNG specification defines it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
