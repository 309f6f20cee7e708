import ArgumentParser
import NumberReading

/// What the user knows of the numbers.
struct RuleOptions: ParsableArguments {
  @Option(help: "The signs that a number may hold: digits; decimal, with . , and -; or date, with . / - and :.")
  var alphabet = NumberRules.Alphabet.digits

  @Option(help: ArgumentHelp("The sign before the decimals.", valueName: ",|.|auto"))
  var decimal = NumberRules.DecimalMark.auto

  /// The file of --list.
  var listFile: String? { nil }

  var rules: NumberRules {
    get throws {
      var rules = NumberRules()
      (rules.alphabet, rules.decimalMark) = (alphabet, decimal)
      return rules
    }
  }
}

extension NumberRules.Alphabet: ExpressibleByArgument {}
extension NumberRules.DecimalMark: ExpressibleByArgument {}

/// What reads the numbers.
struct NumberModelOption: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      """
      The string network that reads the lines of digits, a model file; the bundled digit networks confirm it. (default: \
      the bundled one)
      """,
      valueName: "name|file"),
    completion: .stringReaders
  )
  var nameOrFile: String?
}
