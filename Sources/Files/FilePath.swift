/// A path as the file system has it: bytes, which need not be UTF-8.
public struct FilePath: Hashable, Sendable {
  private static let slash = UInt8(ascii: "/")

  /// The bytes of the path; no zero byte is among them.
  public var bytes: [UInt8]

  /// Takes a path as the system has it.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The path that `string` stands for, with the bytes that `FilePath.string` has escaped.
  public init(_ string: String) {
    let mayHoldEscapes = FilePath.mayHoldEscapes(string.utf8)
    bytes = mayHoldEscapes ? string.unicodeScalars.flatMap(FilePath.bytes(of:)) : Array(string.utf8)
  }

  /// `self` as a folder, with `name` in it.
  public func appending(_ name: some Collection<UInt8>) -> FilePath {
    FilePath(bytes: bytes + (bytes.last == FilePath.slash ? [] : [FilePath.slash]) + name)
  }

  /// The path with `suffix` at its end: what lies beside the file under a longer name.
  package func with(suffix: String) -> FilePath { FilePath(bytes: bytes + suffix.utf8) }

  /// What follows the last slash.
  public var name: ArraySlice<UInt8> { bytes[nameStart...] }

  /// The folder that holds the file: all up to the last slash, or `.`.
  public var folder: FilePath { nameStart == 0 ? FilePath(".") : FilePath(bytes: Array(bytes[..<nameStart])) }

  /// What follows the last dot of the name, in lower case; nil where there is none, or nothing before it.
  public var ending: String? {
    endingDot.map { String(decoding: name[($0 + 1)...], as: UTF8.self).lowercased() }
  }

  /// The name without its ending.
  public var stem: ArraySlice<UInt8> { name[..<(endingDot ?? name.endIndex)] }

  private var endingDot: Int? {
    name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > name.startIndex ? $0 : nil }
  }

  private var nameStart: Int { bytes.lastIndex(of: FilePath.slash).map { $0 + 1 } ?? 0 }

  /// Calls `body` with the path as C has it.
  public func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { preconditionFailure("the terminator is always there") }
        return try body(start)
      }
    }
  }

  /// The path as text. Bytes that are no valid UTF-8 become %XX, and in such a path % itself becomes %25.
  public var text: String {
    if let valid = String(validating: bytes, as: UTF8.self) { return valid }
    return bytes.map { byte in
      let isPlain = byte < 0x80 && byte != UInt8(ascii: "%")
      return isPlain ? String(UnicodeScalar(byte)) : "%" + FilePath.hexadecimal(byte)
    }.joined()
  }

  /// Two hexadecimal digits, or as many as `value` needs.
  package static func hexadecimal(_ value: some UnsignedInteger) -> String {
    (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true)
  }
}

/// Paths as strings. A string cannot hold bytes that are no valid UTF-8, so each of them becomes a scalar of its own, as
/// in Python (PEP 383). Where a path holds one of these scalars itself, its bytes are escaped too: different paths
/// remain different strings.
extension FilePath {
  /// U+10FE80 … U+10FEFF, at the end of what Unicode leaves to private use, for the bytes 0x80 … 0xFF.
  private static let escapes: ClosedRange<Unicode.Scalar> = "\u{10FE80}"..."\u{10FEFF}"
  private static let firstByteOfEscape: UInt8 = 0xF4

  /// The path as a string from which `init(_:)` makes the same bytes again. Not for people: see `text`.
  public var string: String {
    if let valid = String(validating: bytes, as: UTF8.self), !FilePath.mayHoldEscapes(bytes) { return valid }
    var scalars = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      if let scalar = FilePath.scalar(at: rest), !FilePath.escapes.contains(scalar) {
        scalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        scalars.append(contentsOf: [Unicode.Scalar(0x10_FE00 + UInt32(first))].compactMap { $0 })
        rest = rest.dropFirst()
      }
    }
    return String(scalars)
  }

  /// The byte for which `scalar` stands in `string`; nil for a scalar that stands for itself.
  public static func byte(escapedAs scalar: Unicode.Scalar) -> UInt8? {
    escapes.contains(scalar) ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  private static func bytes(of scalar: Unicode.Scalar) -> [UInt8] {
    byte(escapedAs: scalar).map { [$0] } ?? Array(String(scalar).utf8)
  }

  private static func mayHoldEscapes(_ bytes: some Sequence<UInt8>) -> Bool { bytes.contains(firstByteOfEscape) }

  /// The scalar with which `bytes` begin; nil where they begin with none.
  private static func scalar(at bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    var codec = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    if case .scalarValue(let scalar) = codec.decode(&iterator) { return scalar }
    return nil
  }
}
