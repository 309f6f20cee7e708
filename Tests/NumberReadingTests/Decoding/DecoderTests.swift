import Imaging
import NumberReading
import Testing

/// Strips whose reading is plain to see.
struct DecoderTests {
  private func read(
    _ columns: ColumnLogits, _ rules: NumberRules = NumberRules(), alternatives: Int = 0
  ) throws -> StripReading {
    try #require(NumberDecoder(rules: rules).read(columns, alternatives: alternatives))
  }

  @Test(arguments: ["7", "1005", "99999", "0042", "12345678901234567890"])
  func aClearHandIsReadAsWritten(text: String) throws {
    let found = try read(DrawnColumns.writing(text))
    #expect(found.text == text && found.doubts.isEmpty && found.remarks.isEmpty)
    #expect(found.confidence > 0.96 && found.characters.allSatisfy { $0.confidence > 0.99 })
    #expect(String(found.characters.compactMap(\.placed.sign.character)) == text)
    #expect(found.characters.map(\.column) == text.indices.enumerated().map { 1 + 3 * $0.offset })
  }

  @Test func nothingIsReadWhereThereIsNoDigit() {
    let decoder = NumberDecoder(rules: NumberRules())
    #expect(decoder.read(DrawnColumns.of([])) == nil)
    #expect(decoder.read(DrawnColumns.of([["_": 1], ["x": 0.9, "_": 0.1], ["_": 1]])) == nil)
    #expect(decoder.read(DrawnColumns.of([["_": 1], [",": 0.9, "_": 0.1], ["_": 1]])) == nil)
    #expect(decoder.read(DrawnColumns.of([["_": 0.6, "1": 0.4]])) == nil)
    #expect(decoder.read(DrawnColumns.of([["_": 0.4, "1": 0.6]]))?.text == "1")
  }

  @Test func signsOutsideTheAlphabetAreDropped() throws {
    let plain = try read(DrawnColumns.writing("1.250,50"))
    #expect(plain.text == "125050" && plain.value == "125050" && plain.remarks.isEmpty)
    let marked = try read(DrawnColumns.writing("x1.2"))
    #expect(marked.text == "12" && marked.remarks == [.junkDropped] && marked.doubts.isEmpty)
    let decimal = try NumberRules(alphabet: .decimal)
    let amount = try read(DrawnColumns.writing("x1.250,50"), decimal)
    #expect(amount.text == "1.250,50" && amount.value == "1250.50" && amount.remarks == [.junkDropped])
    #expect(try read(DrawnColumns.writing("1/2"), decimal).remarks == [.junkDropped])
    let open = try read(DrawnColumns.writing("1.250"), decimal)
    #expect(open.text == "1.250" && open.value == nil && open.remarks == [.severalValues])
    let date = try read(DrawnColumns.writing("24/12/2025"), try NumberRules(alphabet: .date))
    #expect(date.text == "24/12/2025" && date.value == nil && date.remarks.isEmpty)
  }

  /// A sign between two equal digits parts them, though it is dropped.
  @Test func aDroppedSignPartsEqualDigits() throws {
    let columns = DrawnColumns.of([["1": 1], [",": 0.9, "1": 0.1], ["1": 1]])
    #expect(try read(columns).text == "11")
    let whole = DrawnColumns.of([["1": 1], [",": 0.1, "1": 0.9], ["1": 1]])
    #expect(try read(whole).text == "1")
  }

  @Test func aPatternDecidesBetweenLikelyReadings() throws {
    let columns = DrawnColumns.writing("12.50", unsure: [2: [".": 0.6, ",": 0.3, "_": 0.1]])
    #expect(try read(columns, NumberRules(alphabet: .decimal)).text == "12.50")
    let ruled = try read(columns, NumberRules(patterns: ["##,##"], alphabet: .decimal), alternatives: 3)
    #expect(ruled.text == "12,50" && ruled.doubts.isEmpty, "\(ruled)")
    #expect(ruled.confidence > 0.5, "\(ruled.confidence)")
    #expect(!ruled.isConstrained, "the likeliest reading does not fit")
  }

  @Test func aPatternIsNotForcedOnWhatDoesNotFit() throws {
    let found = try read(DrawnColumns.writing("123"), NumberRules(patterns: ["####"]))
    #expect(found.text == "123" && found.doubts == [.noFit(rule: "pattern", text: "123")] && !found.isConstrained)
    let tooLong = try read(DrawnColumns.writing("123456"), NumberRules(length: "2-4"))
    #expect(tooLong.doubts == [.noFit(rule: "length", text: "123456")])
    let noRoom = try read(DrawnColumns.of([["1": 1], ["2": 1]]), NumberRules(length: "5"))
    #expect(noRoom.text == "12" && noRoom.doubts == [.noFit(rule: "length", text: "12")])
  }

  @Test func aCheckDigitFiltersTheReadings() throws {
    let luhn = try NumberRules(checkDigit: .luhn)
    let right = try read(DrawnColumns.writing("79927398713"), luhn)
    #expect(right.text == "79927398713" && right.doubts.isEmpty && right.isConstrained)
    let mended = try read(DrawnColumns.writing("79927398718", unsure: [10: ["8": 0.7, "3": 0.299, "_": 0.001]]), luhn)
    #expect(mended.text == "79927398713" && mended.doubts == [.checkDigitMended] && !mended.isConstrained)
    let broken = try read(DrawnColumns.writing("12"), NumberRules(length: "2", checkDigit: .mod97))
    #expect(broken.text == "12" && broken.doubts == [.noFit(rule: "check digit", text: "12")])
  }

  @Test func aRangeFiltersTheReadings() throws {
    let rules = try NumberRules(range: "0..100")
    #expect(try read(DrawnColumns.writing("42"), rules).doubts.isEmpty)
    let mended = try read(DrawnColumns.writing("742", unsure: [0: ["7": 0.6, "_": 0.4]]), rules)
    #expect(mended.text == "42" && mended.doubts == [.rangeMended])
    let far = try read(DrawnColumns.writing("7429"), NumberRules(length: "4", range: "..100"))
    #expect(far.text == "7429" || far.doubts == [.rangeMended])
    let decimal = try NumberRules(alphabet: .decimal, range: "0..100")
    let written = try read(DrawnColumns.writing("1.250"), decimal)
    #expect(written.value == "1.250", "1250 lies outside the range")
  }

  @Test func aListDecides() throws {
    let rules = try NumberRules(list: NumberList(texts: ["20451", "20999", "31415"]))
    let clear = try read(DrawnColumns.writing("20451"), rules)
    #expect(clear.text == "20451" && clear.doubts.isEmpty && clear.isConstrained && clear.confidence > 0.99)
    let unsure = DrawnColumns.writing("20457", unsure: [4: ["7": 0.55, "1": 0.449, "_": 0.001]])
    let helped = try read(unsure, rules)
    #expect(helped.text == "20451" && helped.doubts.isEmpty && !helped.isConstrained)
    // The last digit is 1 with 0.449, in half of which the next column adds a 7.
    let share: Float = 0.449 / 2
    #expect(abs(helped.confidence - share / (share + 0.1 * (1 - share))) < 0.01)
    let other = try read(DrawnColumns.writing("20457"), rules)
    #expect(other.text == "20457" && other.doubts == [.notInList(nearest: "20451")])
    let longer = try read(DrawnColumns.writing("204519"), rules)
    #expect(longer.text == "204519" && longer.doubts == [.notInList(nearest: "20451")])
  }

  @Test func listedValuesMayBeWrittenWithSeparators() throws {
    let list = try NumberList(texts: ["12,50", "99,00", "1-2"])
    let amount = try read(DrawnColumns.writing("12,50"), NumberRules(alphabet: .decimal, list: list))
    #expect(amount.text == "12,50" && amount.value == "12.50" && amount.characters.count == 5)
    #expect(try read(DrawnColumns.writing("12,50"), NumberRules(list: list)).text == "1250")
    let checked = try NumberRules(checkDigit: .luhn, list: NumberList(texts: ["79927398713", "79927398718"]))
    #expect(try read(DrawnColumns.writing("79927398713"), checked).doubts.isEmpty)
    #expect(
      try read(DrawnColumns.writing("79927398718"), checked).doubts == [.notInList(nearest: "79927398713")],
      "a listed value with a wrong check digit is not taken")
  }

  @Test func rulesConstrainWhereTheyRefuseMisreadings() throws {
    let year = DrawnColumns.writing("1984")
    #expect(try !read(year, NumberRules(patterns: ["####"])).isConstrained)
    #expect(try !read(year, NumberRules(patterns: ["(19|20)##"])).isConstrained)
    #expect(try read(year, NumberRules(patterns: ["198[0-5]"])).isConstrained)
    #expect(try !read(year).isConstrained)
  }

  @Test func boxesComeFromTheNetworkWhereTheyAreOfUse() throws {
    let columns: [[Character: Float]] = [["_": 1], ["_": 1], ["5": 1], ["_": 1]]
    let middle: Float = 4 * 2 + 2
    let plain = try read(DrawnColumns.of(columns)).characters[0].placed
    #expect(plain == PlacedSign(.five, left: middle - 12, top: 0, right: middle + 12, bottom: 48))
    func boxes(_ values: [Float]) -> [Float] { values.flatMap { [Float](repeating: $0, count: 4) } }
    let drawn = DrawnColumns.of(columns, boxes: boxes([0.25, 0.125, 0.25, 0.75]))
    let expected = PlacedSign(.five, left: middle - 12, top: 12, right: middle + 6, bottom: 36)
    #expect(try read(drawn).characters[0].placed == expected)
    for values: [Float] in [[-1, 0, 0, 1], [0.2, 0.2, 0.7, 0.2], [.nan, 0, 0, 1], [9, 9, 0, 1]] {
      #expect(try read(DrawnColumns.of(columns, boxes: boxes(values))).characters[0].placed == plain)
    }
  }
}
