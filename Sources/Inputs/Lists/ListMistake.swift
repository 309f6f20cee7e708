/// What is given for a list of paths by mistake, and would make rows of garbage.
public enum ListMistake: Equatable, Sendable {
  /// A file of another kind, for example "a PNG".
  case file(kind: String)
  case utf16

  /// Bytes from the beginning that tell.
  package static let reach = 64

  /// No path begins like these, but for names that hardly anybody has.
  private static let signatures: [(kind: String, bytes: [UInt8])] = [
    ("a PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D]), ("a JPEG", [0xFF, 0xD8, 0xFF]), ("a PDF", Array("%PDF-".utf8)),
    ("a zip archive", Array("PK\u{3}\u{4}".utf8)), ("a gzip file", [0x1F, 0x8B, 0x08]),
  ]

  /// nil for what may be a list; `start` holds its first bytes.
  package init?(start: [UInt8], isNullTerminated: Bool) {
    if let kind = Self.signatures.first(where: { start.starts(with: $0.bytes) })?.kind {
      self = .file(kind: kind)
    } else if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if !isNullTerminated, Self.alternatesWithZeros(start) {
      self = .utf16
    } else {
      return nil
    }
  }

  /// Whether every second byte is zero and no other, as in UTF-16 without a mark.
  private static func alternatesWithZeros(_ start: [UInt8]) -> Bool {
    let length = 8
    guard start.count >= length else { return false }
    let places = (0..<length).filter { start[$0] == 0 }
    return places == [1, 3, 5, 7] || places == [0, 2, 4, 6]
  }
}

extension ListMistake: CustomStringConvertible {
  /// What it is, and the way out.
  public var description: String {
    switch self {
    case .file(let kind):
      "\(kind), not a list of paths: save it as a file and name that, digits classify FILE"
    case .utf16:
      "UTF-16 text, and a list of paths must be UTF-8: convert it with iconv -f UTF-16 -t UTF-8"
    }
  }
}
