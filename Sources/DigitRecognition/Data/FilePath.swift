/// A path as the file system has it: bytes, which need not be UTF-8.
public struct FilePath: Hashable, Sendable {
  public var bytes: [UInt8]

  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// `self` as a folder, with `name` in it.
  public func appending(_ name: some Collection<UInt8>) -> FilePath {
    let slash = UInt8(ascii: "/")
    return FilePath(bytes: bytes + (bytes.last == slash ? [] : [slash]) + name)
  }

  /// Calls `body` with the path as C has it.
  public func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { preconditionFailure("the terminator is always there") }
        return try body(start)
      }
    }
  }

  /// The path as text, from which decoders of %XX in URLs give back its bytes.
  ///
  /// Bytes that are no valid UTF-8 become %XX, and in such a path % itself becomes %25. So it does in a path with a % that
  /// would be taken for such an escape. All other paths are written as they are.
  public var text: String {
    let valid = String(validating: bytes, as: UTF8.self)
    if let valid, !looksEscaped { return valid }
    let escaped = bytes.flatMap { byte -> [UInt8] in
      let isPlain = (byte < 0x80 || valid != nil) && byte != FilePath.percent
      return isPlain ? [byte] : [FilePath.percent] + FilePath.hexadecimal(byte).utf8
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static let percent = UInt8(ascii: "%")

  /// Whether a % is followed by two hexadecimal digits.
  private var looksEscaped: Bool {
    guard bytes.contains(FilePath.percent) else { return false }
    return bytes.indices.dropLast(2).contains { index in
      bytes[index] == FilePath.percent
        && bytes[(index + 1)...(index + 2)].allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
