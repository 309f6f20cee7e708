/// A number of bytes as people write it: `200M`.
public struct ByteSize: Sendable, Comparable {
  /// The number of bytes.
  public var bytes: Int

  /// Takes a number of bytes.
  public init(bytes: Int) {
    self.bytes = bytes
  }

  public static func < (a: ByteSize, b: ByteSize) -> Bool { a.bytes < b.bytes }

  /// Returns `count` times 2^20 bytes.
  public static func megabytes(_ count: Int) -> ByteSize { ByteSize(bytes: count << 20) }

  /// A number of at least 1, alone or with K, M or G for 2¹⁰, 2²⁰ or 2³⁰ bytes; a B or iB may follow.
  public init?(_ text: String) {
    var letters = text.uppercased()
    if letters.hasSuffix("IB") { letters.removeLast(2) } else if letters.hasSuffix("B") { letters.removeLast() }
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = letters.last.flatMap { shifts[$0] }
    if shift != nil { letters.removeLast() }
    guard let number = Int(letters), number >= 1 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
    guard !overflow else { return nil }
    self.bytes = bytes
  }
}

extension ByteSize: CustomStringConvertible {
  /// In the largest unit that is not larger, rounded down; where a unit fits evenly, `init(_:)` reads it back.
  public var description: String {
    for (unit, shift) in [("GB", 30), ("MB", 20), ("KB", 10)] where bytes >= 1 << shift {
      return "\(bytes >> shift) \(unit)"
    }
    return bytes.counted("byte")
  }
}
