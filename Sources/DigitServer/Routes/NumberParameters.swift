import NumberReading

extension NumberQuery {
  /// Bytes of a value; patterns have a limit of their own as well, in characters.
  private static let longestValue = 1_024

  /// The names of the parameters, which are those of the options of `digits read`.
  static let parameters = ["pattern", "length", "alphabet", "decimal", "range", "check", "alternatives"]

  /// Takes the parameter `name`; returns false where there is none of that name.
  /// - Throws: `badQuery`.
  mutating func set(_ name: String, to value: String) throws(RequestError) -> Bool {
    guard NumberQuery.parameters.contains(name) else { return false }
    guard value.utf8.count <= NumberQuery.longestValue else {
      throw .badQuery(detail: "\(name) is longer than \(NumberQuery.longestValue) bytes: shorten it")
    }
    switch name {
    case "pattern": try addPattern(value)
    case "length": length = value
    case "range": range = value
    case "alphabet": alphabet = try NumberQuery.choice(name, value)
    case "decimal": decimalMark = try NumberQuery.choice(name, value)
    case "check": checkDigit = try NumberQuery.choice(name, value) as NumberRules.CheckDigit
    default: alternatives = try NumberQuery.count(name, value)
    }
    return true
  }

  private mutating func addPattern(_ pattern: String) throws(RequestError) {
    guard patterns.count < NumberQuery.mostPatterns else {
      throw .badQuery(detail: "there are more than \(NumberQuery.mostPatterns) patterns: join some with |")
    }
    patterns.append(pattern)
  }

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ value: String
  ) throws(RequestError) -> Choice {
    if let choice = Choice(rawValue: value) { return choice }
    let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw .badQuery(detail: "\(name)=\(value) is unknown: there are \(choices)")
  }

  private static func count(_ name: String, _ value: String) throws(RequestError) -> Int {
    if let count = Int(value), alternativeRange.contains(count) { return count }
    let range = "\(alternativeRange.lowerBound) to \(alternativeRange.upperBound)"
    throw .badQuery(detail: "\(name)=\(value) is no number from \(range)")
  }
}
