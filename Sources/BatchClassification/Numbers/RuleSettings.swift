import NumberReading

extension NumberRules {
  /// What the rules are, by the names of the options.
  var settings: [String: String] {
    [
      "--pattern": patterns.isEmpty ? "none" : patterns.joined(separator: " "),
      "--length": lengths.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "any", "--alphabet": alphabet.rawValue,
      "--decimal": decimalMark.rawValue, "--range": range.map { "\($0)" } ?? "any",
      "--check": checkDigit?.rawValue ?? "none", "--list": list.map { "\($0)" } ?? "none",
    ]
  }
}
