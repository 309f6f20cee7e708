import Files
import NumberReading

/// What a request with images asks for behind its `?`.
struct RequestQuery: Equatable {
  /// What the images are read for; of numbers, with what is known of them.
  package private(set) var question: ImageQuestion
  /// What the image is called in the answer.
  package var name: FilePath?
  /// Whether the answer has the 28×28.
  var includesPixels = false
  /// Whether the answer has the row of the CSV.
  var includesRow = false

  /// `question` has no rules yet.
  /// - Throws: `badQuery` for what is unknown, double or wrongly written. What rules mean is found out later.
  package init(_ text: Substring?, for question: ImageQuestion) throws(RequestError) {
    self.question = question
    var seen: Set<Substring> = []
    for pair in text?.split(separator: "&") ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard seen.insert(parts[0]).inserted || parts[0] == "pattern" else {
        throw .badQuery(detail: "\(parts[0]) is given twice: give it once")
      }
      let value = try RequestQuery.decoded(parts.count > 1 ? parts[1] : "")
      try set(parts[0], to: value)
    }
  }

  private mutating func set(_ key: Substring, to value: [UInt8]) throws(RequestError) {
    if case .number(var query) = question, try query.set(String(key), to: String(decoding: value, as: UTF8.self)) {
      question = .number(query)
      return
    }
    switch key {
    case "name":
      guard !value.isEmpty, !value.contains(0) else {
        throw .badQuery(detail: "name is empty or holds a zero byte: give a path, or leave it out")
      }
      name = FilePath(bytes: value)
    case "include":
      for part in value.split(separator: UInt8(ascii: ",")) {
        switch String(decoding: part, as: UTF8.self) {
        case "pixels" where question == .digit: includesPixels = true
        case "row": includesRow = true
        case let other: throw .badQuery(detail: "include=\(other) is unknown: there \(included)")
        }
      }
    default: throw .badQuery(detail: "the parameter \(key) is unknown: there are \(parameters)")
    }
  }

  private var included: String { question == .digit ? "are pixels and row" : "is row" }

  private var parameters: String {
    question == .digit ? "name and include" : "name, include, \(NumberQuery.parameters.joined(separator: ", "))"
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
