import NumberReading

extension NumberRules {
  /// What the rules are, by the names of the options.
  var settings: [String: String] {
    ["--alphabet": alphabet.rawValue, "--decimal": decimalMark.rawValue]
  }
}
