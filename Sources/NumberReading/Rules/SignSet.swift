import Imaging

/// A set of signs that can be written; bit n is the sign with the raw value n. Junk is never in it.
package struct SignSet: OptionSet, Sendable, Hashable {
  /// How many signs a set may hold: all but junk.
  package static let count = Int(NumberSign.junk.rawValue)

  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set of `signs`.
  package init(_ signs: NumberSign...) { self.init(rawValue: signs.reduce(0) { $0 | 1 << $1.rawValue }) }

  package static let digits = SignSet(rawValue: 0x3ff)
  package static let decimal: SignSet = [.digits, SignSet(.point, .comma, .minus)]
  package static let date: SignSet = [.digits, SignSet(.point, .slash, .minus, .colon)]

  /// Whether the sign with the raw value `label` is in the set.
  package func holds(_ label: Int) -> Bool { rawValue >> UInt16(label) & 1 == 1 }
}

extension NumberSign {
  private static let characters = Array("0123456789.,-/:".utf8)

  /// The text of the signs with these raw values, without junk.
  package static func text(_ labels: some Sequence<UInt8>) -> String {
    String(decoding: labels.lazy.filter { $0 < SignSet.count }.map { characters[Int($0)] }, as: UTF8.self)
  }

  /// The raw values of the signs of `text`; nil where a character is no sign.
  package static func labels(_ text: String) -> [UInt8]? {
    let places = text.utf8.compactMap { characters.firstIndex(of: $0) }
    return places.count == text.utf8.count ? places.map { UInt8($0) } : nil
  }
}
