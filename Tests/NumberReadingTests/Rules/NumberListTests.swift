import Imaging
import NumberReading
import Testing

struct NumberListTests {
  @Test func valuesAreComparedByTheirDigits() throws {
    let list = try NumberList(texts: ["student", " 20451 ", "", "A-17", "020451", "17", "\u{FEFF}3,50"])
    #expect(list.count == 4)
    for (digits, isListed) in [
      ("20451", true), ("17", true), ("020451", true), ("350", true), ("2045", false), ("204510", false), ("", false),
    ] {
      #expect(list.contains(try #require(NumberSign.labels(digits))) == isListed, "\(digits)")
    }
    #expect((0..<list.count).map { list.text(of: $0) } == ["020451", "17", "20451", "3,50"])
  }

  @Test func everyValueIsFoundAndNoOther() throws {
    let values = Set((0..<2_000).map { "\($0 * $0 % 9_973)" })
    let list = try NumberList(texts: values)
    #expect(list.count == values.count)
    for number in 0..<10_000 {
      #expect(list.contains(try #require(NumberSign.labels("\(number)"))) == values.contains("\(number)"), "\(number)")
    }
  }

  @Test(arguments: [
    (["1", "abc"], "ids.csv: value 2, abc, holds no digit; remove it"),
    ([], "ids.csv: holds no value; write one number a line"),
    (["id", ""], "ids.csv: holds no value; write one number a line"),
    (
      [String(repeating: "1", count: 100)],
      "ids.csv: value 1, \(String(repeating: "1", count: 40))…, has more than 99 digits; remove it"
    ),
  ]) func listsThatCannotBeUsedAreRefused(texts: [String], message: String) {
    let error = #expect(throws: NumberError.self) { try NumberList(texts: texts, path: "ids.csv") }
    #expect(error?.description == message)
  }

  @Test func tooManyValuesAreRefusedBeforeAllAreRead() {
    let error = #expect(throws: NumberError.self) {
      try NumberList(texts: (0..<10_000_000).lazy.map { _ in "7" }, path: "ids.csv")
    }
    #expect(error?.description == "ids.csv: holds more than 2000000 values; use --pattern or --range instead")
  }

  @Test func rulesAreToldInOneLine() throws {
    #expect(NumberRules().description == "alphabet digits; decimal mark auto")
    let rules = try NumberRules(
      patterns: ["##", "####"], length: "2-4", alphabet: .decimal, decimalMark: .comma, range: "0..100.5",
      checkDigit: .luhn)
    #expect(
      rules.description
        == "alphabet decimal; decimal mark ,; pattern ##; pattern ####; length 2-4; range 0.0..100.5; check digit luhn")
    let (one, other) = (try NumberList(texts: ["1", "2"]), try NumberList(texts: ["1", "3"]))
    #expect(one.description.hasPrefix("2 values, ") && one.description != other.description)
    #expect(try NumberRules(list: one).description.hasSuffix("; list of \(one)"))
    #expect(try NumberList(texts: ["2", "1", "1"]) == one)
  }
}
