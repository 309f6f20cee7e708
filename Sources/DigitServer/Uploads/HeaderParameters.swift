/// The parameters behind a header field's value: `form-data; name="file"; filename="7.png"`.
struct HeaderParameters {
  private let bytes: ArraySlice<UInt8>

  /// `field`: all of the field's value.
  package init(_ field: ArraySlice<UInt8>) {
    bytes = field.drop { $0 != UInt8(ascii: ";") }
  }

  /// The first parameter of that name, whatever its case, without quotes.
  package subscript(name: StaticString) -> [UInt8]? {
    let wanted = name.withUTF8Buffer { Array($0) }
    var rest = bytes
    while let start = rest.firstIndex(of: UInt8(ascii: ";")) {
      rest = rest[(start + 1)...].drop { HeaderParameters.isSpace($0) }
      let key = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
      rest = rest.dropFirst(key.count)
      guard rest.first == UInt8(ascii: "=") else { continue }
      let value = HeaderParameters.takeValue(&rest)
      if key.elementsEqual(wanted, by: { HeaderParameters.lowercased($0) == $1 }) { return value }
    }
    return nil
  }

  /// The parameter `filename*`, in UTF-8 as RFC 8187 has it, or else `filename`.
  var fileName: [UInt8]? {
    let start = Array("utf-8''".utf8)
    guard let extended = self["filename*"], extended.starts(with: start, by: { HeaderParameters.lowercased($0) == $1 })
    else { return self["filename"] }
    var (name, rest) = ([UInt8](), extended.dropFirst(start.count))
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        name.append(value)
        rest = rest.dropFirst(2)
      } else {
        name.append(byte)
      }
    }
    return name
  }

  /// Takes `=` and what follows, up to the next `;`.
  private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    rest = rest.dropFirst()
    guard rest.first == UInt8(ascii: "\"") else {
      let value = rest.prefix { $0 != UInt8(ascii: ";") }
      rest = rest.dropFirst(value.count)
      return Array(value.prefix { !isSpace($0) })
    }
    var value: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      // Of backslashes, programs write one before a quote alone; browsers leave those of Windows paths as they are.
      let isEscape = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "\"")
      if isEscape, let quote = rest.popFirst() { value.append(quote) } else { value.append(byte) }
    }
    return value
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// Of a letter of ASCII.
  package static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
