import NumberReading
import Testing

struct ValueTests {
  @Test(arguments: [
    ("1250", ["1250"]), ("007", ["7"]), ("000", ["0"]), ("1.250,50", ["1250.50"]), ("1,250.5", ["1250.5"]),
    ("12,5", ["12.5"]), ("1.250", ["1.250", "1250"]), ("0.125", ["0.125"]), ("1250.500", ["1250.500"]),
    ("1.234.567", ["1234567"]), ("1.234.567,8", ["1234567.8"]), ("1.23.456", []), ("1,2,3", []), ("12.", ["12"]),
    (".50", ["0.50"]), ("00.50", ["0.50"]), ("-3", ["-3"]), ("-0", ["0"]), ("-0.00", ["0.00"]), ("-1,5", ["-1.5"]),
    ("1250.-", ["1250"]), ("1.250,--", ["1250"]), ("1.500.-", ["1500"]), ("12.50.-", []), ("12-", []), ("1-2", []),
    ("--1", []), ("-.50", []), ("1/2", []), ("12:30", []), ("", []), (".", []), ("-", []), ("1.250,", ["1250"]),
    ("1,250,50", []), ("1.250.50", []), ("1..2", []), ("1234.567,8", []),
  ]) func interpretationsWithoutAKnownMark(text: String, values: [String]) {
    #expect(NumberValue.interpretations(of: text, mark: .auto) == values)
  }

  @Test(arguments: [
    ("1.250", NumberRules.DecimalMark.comma, ["1250"]), ("1.250", .point, ["1.250"]), ("1,250", .comma, ["1.250"]),
    ("1250.50", .comma, []), ("1,250.50", .point, ["1250.50"]), ("1.2.3", .point, []), ("12", .comma, ["12"]),
    ("1.250,5", .point, []),
  ]) func interpretationsWithAKnownMark(text: String, mark: NumberRules.DecimalMark, values: [String]) {
    #expect(NumberValue.interpretations(of: text, mark: mark) == values)
  }

  @Test func aRangeMayDecide() throws {
    #expect(try NumberRules(alphabet: .decimal).value(of: "1.250") == nil)
    #expect(try NumberRules(alphabet: .decimal, range: "0..10").value(of: "1.250") == "1.250")
    #expect(try NumberRules(alphabet: .decimal, range: "100..").value(of: "1.250") == "1250")
    #expect(try NumberRules(alphabet: .date).value(of: "12") == nil)
  }

  @Test(arguments: [("0..100", "0", "100", "101"), ("..5", "-7", "5", "5.01"), ("-2..", "-2", "9999", "-2.5")])
  func rangesHoldTheirEnds(range: String, low: String, high: String, outside: String) throws {
    let range = try ValueRange(range)
    #expect(range.contains(low) && range.contains(high) && !range.contains(outside))
  }

  @Test(arguments: ["", "..", "5", "5-7", "7..5", "a..b", "1e9..", "nan..", "0x1..", "1..2..3", "--1..", "1,5..2"])
  func rangesThatCannotBeReadAreRefused(text: String) {
    let error = #expect(throws: NumberError.self) { try ValueRange(text) }
    #expect(error?.description.hasPrefix("--range \(text): ") == true)
  }
}
