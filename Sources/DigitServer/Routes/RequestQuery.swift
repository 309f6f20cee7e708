import DigitRecognition
import Files

/// What a request for a classification asks for behind its `?`.
struct RequestQuery: Equatable {
  /// What the image is called in the answer.
  package var name: FilePath?
  /// Whether the answer has the 28×28.
  var includesPixels = false
  /// Whether the answer has the row of the CSV.
  var includesRow = false

  /// - Throws: `badQuery` for what is unknown, double or wrongly written.
  package init(_ text: Substring?) throws(RequestError) {
    var seen: Set<Substring> = []
    for pair in text?.split(separator: "&") ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard seen.insert(parts[0]).inserted else { throw .badQuery(detail: "\(parts[0]) is given twice: give it once") }
      let value = try RequestQuery.decoded(parts.count > 1 ? parts[1] : "")
      try set(parts[0], to: value)
    }
  }

  private mutating func set(_ key: Substring, to value: [UInt8]) throws(RequestError) {
    switch key {
    case "name":
      guard !value.isEmpty, !value.contains(0) else {
        throw .badQuery(detail: "name is empty or holds a zero byte: give a path, or leave it out")
      }
      name = FilePath(bytes: value)
    case "include":
      for part in value.split(separator: UInt8(ascii: ",")) {
        switch String(decoding: part, as: UTF8.self) {
        case "pixels": includesPixels = true
        case "row": includesRow = true
        case let other: throw .badQuery(detail: "include=\(other) is unknown: there are pixels and row")
        }
      }
    default: throw .badQuery(detail: "the parameter \(key) is unknown: there are name and include")
    }
  }

  /// As forms and `URLSearchParams` write it: %XX for a byte, + for a space.
  private static func decoded(_ text: Substring) throws(RequestError) -> [UInt8] {
    var (result, rest) = ([UInt8](), text.utf8)
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
          let value = UInt8(String(Substring(digits)), radix: 16)
        else { throw .badQuery(detail: "\(text) holds a % without two hexadecimal digits: write %25 for it") }
        result.append(value)
        rest = rest.dropFirst(2)
      default: result.append(byte)
      }
    }
    return result
  }
}
