import Imaging
import NumberReading
import Testing

struct PatternTests {
  private func fits(_ text: String, _ patterns: [String]) throws -> Bool {
    try NumberRules(patterns: patterns).automaton.accepts(try #require(NumberSign.labels(text)))
  }

  @Test(arguments: [
    ("####", ["0000", "1984"], ["198", "19845", "19.4", ""]),
    ("#{1,4}[.,]##", ["1.50", "1234,05"], ["12345,00", ",50", "1.5", "1.500"]),
    ("(19|20)##", ["1999", "2000"], ["1899", "2100", "199"]),
    ("[0-3]?#/[01]?#/(##){1,2}", ["1/1/24", "31/12/2024"], ["41/1/24", "1/1/2", "1/1/024"]),
    ("#{2,}", ["12", "1234567890123"], ["1"]),
    ("-?#", ["-1", "1"], ["--1", "1-"]),
    ("1|22|", ["1", "22"], ["", "2", "122"]),
    ("[-#]#", ["-1", "11"], ["1-"]),
    ("[1-]#", ["-1", "11"], ["21"]),
    ("(#?,?){3}1", ["1", "1,1,1,1", "11", ",,,1"], ["1,1,1,1,1", "2"]),
    ("#{0}7", ["7"], ["17"]),
    ("((#:){2}){1,2}#", ["1:2:3", "1:2:3:4:5"], ["1:2", "1:2:3:4"]),
  ]) func patternsFit(pattern: String, fitting: [String], others: [String]) throws {
    for text in fitting { #expect(try fits(text, [pattern]), "\(text)") }
    for text in others { #expect(try !fits(text, [pattern]), "\(text)") }
  }

  @Test func oneOfSeveralPatternsMustFit() throws {
    let patterns = ["##", "####"]
    #expect(try fits("12", patterns) && fits("1234", patterns) && !fits("123", patterns))
  }

  @Test func lengthsCountDigitsOnly() throws {
    let rules = try NumberRules(patterns: ["#{1,}[.,]##"], length: "4-5")
    for (text, isFit) in [("1.25", false), ("12.25", true), ("123,25", true), ("1234.25", false), ("1225", false)] {
      #expect(rules.automaton.accepts(try #require(NumberSign.labels(text))) == isFit, "\(text)")
    }
    #expect(try NumberRules(length: "2-").lengths == 2...99)
    #expect(try NumberRules(length: "6").lengths == 6...6)
  }

  @Test func textsWithoutADigitNeverFit() throws {
    #expect(try !fits(",", ["[#,]"]) && fits("1", ["[#,]"]))
  }

  @Test(arguments: [
    ("", "--pattern : is empty; write # for each digit, for example ####"),
    ("##(#", "--pattern ##(#: character 3, (: this group is not closed; add a )"),
    ("#)", "--pattern #): character 2, ): this ) closes no group; remove it"),
    ("#{2", "--pattern #{2: character 2, {: write {2} or {2,4}"),
    ("#{}", "--pattern #{}: character 3, }: write a number in the braces, as in {2} or {2,4}"),
    ("#{3,2}", "--pattern #{3,2}: character 2, {: the second number is smaller than the first"),
    ("#{1000000000}", "--pattern #{1000000000}: character 3, 1: a part is repeated at most 99 times"),
    ("#+", "--pattern #+: character 2, +: write {1,} or {0,} for a part that is repeated"),
    ("?#", "--pattern ?#: character 1, ?: there is nothing before it to repeat"),
    ("[]#", "--pattern []#: character 1, [: this class is empty; name signs between [ and ]"),
    ("[#", "--pattern [#: character 1, [: this class is not closed; add a ]"),
    ("[5-2]", "--pattern [5-2]: character 2, 5: the digits run backwards; write the smaller one first"),
    ("(", "--pattern (: character 1, (: this group is not closed; add a )"),
    ("[", "--pattern [: character 1, [: this class is not closed; add a ]"),
    (
      "# #",
      "--pattern # #: character 2,  : is no sign that can be read; use # for a digit, 0-9 . , - / : and [ ] ( ) { } ? |"
    ),
    ("[.,]", "--pattern: no number fits"),
  ]) func whatCannotBeReadIsRefusedWithItsPlace(pattern: String, message: String) {
    let error = #expect(throws: NumberError.self) { try NumberRules(patterns: [pattern]) }
    #expect(error?.description == message)
  }

  /// Patterns that would take very long or very much memory.
  @Test(arguments: [
    "((((#{99}){99}){99}){99}){99}", "(#|##){99}{99}", String(repeating: "(", count: 100_000),
    String(repeating: "#", count: 500), "(#{0}){99}{99}", "(0|1){0,}0(0|1){60}", String(repeating: "(#|", count: 150),
    String(repeating: "((#?){0,}){0,}", count: 30), "#{99}#{99}#{99}#{99}",
  ]) func hostilePatternsAreRefusedOrSmall(pattern: String) throws {
    do throws(NumberError) {
      let rules = try NumberRules(patterns: [pattern])
      #expect(rules.automaton.stateCount <= 500)
    } catch {
      #expect("\(error)".count < 700, "\(error)")
    }
  }

  @Test func manyPatternsAreRefusedTogether() {
    #expect(throws: NumberError.self) { try NumberRules(patterns: (10_000..<20_000).map { "\($0)" }) }
  }

  @Test(arguments: ["0", "4-3", "1-1000000000", "x", "", "-", "-4", "4-6-8", "99999999999999999999"])
  func lengthsThatCannotBeAreRefused(length: String) {
    let error = #expect(throws: NumberError.self) { try NumberRules(length: length) }
    #expect(error?.description.hasPrefix("--length \(length): write how many digits") == true)
  }

  @Test func rulesThatExcludeEachOtherAreRefused() throws {
    let error = #expect(throws: NumberError.self) { try NumberRules(patterns: ["####"], length: "5") }
    #expect(error?.description == "--pattern: no number fits both --pattern and --length")
    let list = try NumberList(texts: ["12", "34"])
    let other = #expect(throws: NumberError.self) { try NumberRules(length: "3", list: list) }
    #expect(other?.description == "--list: no listed value fits the other rules; leave one of them out")
    #expect(throws: NumberError.self) { try NumberRules(alphabet: .date, range: "0..1") }
  }
}
