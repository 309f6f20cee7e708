import ArgumentParser
import BatchClassification
import NumberReading

/// What the user knows of the numbers.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("pattern"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      A form that a number has, such as '####' or '#{1,4}[.,]##'; to be given several times where there are several.
      """,
      valueName: "form"))
  var patterns: [String] = []

  @Option(help: ArgumentHelp("How many digits a number has: 6, 4-6, or 4- for four or more.", valueName: "n|m-n"))
  var length: String?

  @Option(help: "The signs that a number may hold: digits; decimal, with . , and -; or date, with . / - and :.")
  var alphabet = NumberRules.Alphabet.digits

  @Option(
    help: ArgumentHelp("The sign before the decimals. Where it is known, 1.250 has one value.", valueName: ",|.|auto"))
  var decimal = NumberRules.DecimalMark.auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The least and the largest value: 0..100, or 0.. without a limit above.", valueName: "a..b"))
  var range: String?

  @Option(
    help: ArgumentHelp(
      """
      The check digit with which each number ends: luhn (cards, IMEI), mod11 (ISBN-10), mod97 (the last two digits, ISO \
      7064) or ean (EAN, ISBN-13).
      """,
      valueName: "kind"))
  var check: NumberRules.CheckDigit?

  @Option(
    name: .customLong("list"),
    help: ArgumentHelp(
      """
      The values that there are, such as student numbers: a file with one on each line, or a column of a CSV with a header.
      """,
      valueName: "file[:column]"),
    completion: .file())
  private var listArgument: String?

  /// Whether anything is known of the numbers.
  var areGiven: Bool {
    !patterns.isEmpty || length != nil || alphabet != .digits || decimal != .auto || range != nil || check != nil
      || listArgument != nil
  }

  /// The file of --list.
  var listFile: String? { list?.path }

  private var list: NumberListFile? { listArgument.map(NumberListFile.init) }

  /// Throws for rules that cannot be read, or that no number fits; reads the file of --list.
  var rules: NumberRules {
    get throws {
      // What was typed is judged before a file is read.
      let typed = try rules(list: nil)
      return try list.map { try rules(list: $0.read()) } ?? typed
    }
  }

  private func rules(list: NumberList?) throws(NumberError) -> NumberRules {
    try NumberRules(
      patterns: patterns, length: length, alphabet: alphabet, decimalMark: decimal, range: range, checkDigit: check,
      list: list)
  }
}

extension NumberRules.Alphabet: ExpressibleByArgument {}
extension NumberRules.CheckDigit: ExpressibleByArgument {}
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
