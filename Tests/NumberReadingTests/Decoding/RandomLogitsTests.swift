import Imaging
import NumberReading
import Testing

/// What holds for every output of a network, however senseless.
struct RandomLogitsTests {
  private static let everySign = "0123456789.,-/:x"

  private static func rules() throws -> [NumberRules] {
    let list = try NumberList(texts: (0..<500).map { String($0 * 7_919 % 100_000) })
    return [
      NumberRules(), try NumberRules(alphabet: .decimal), try NumberRules(alphabet: .date),
      try NumberRules(patterns: ["#{1,4}[.,]##", "(19|20)##"]), try NumberRules(length: "4-6", checkDigit: .mod11),
      try NumberRules(alphabet: .decimal, range: "0..500"), try NumberRules(list: list),
    ]
  }

  @Test func readingsAreWellFormed() throws {
    let rules = try Self.rules()
    for seed in UInt64(100)..<160 {
      var generator = SeededGenerator(seed: seed)
      let spread = generator.uniform(0.5...8)
      let count = generator.whole(1...60)
      let columns = DrawnColumns.random(count: count, signs: Self.everySign, spread: spread, &generator)
      for (number, rule) in rules.enumerated() {
        guard let found = NumberDecoder(rules: rule).read(columns, alternatives: 20) else { continue }
        check(found, rule, "seed \(seed), rules \(number)")
      }
    }
  }

  private func check(_ found: StripReading, _ rules: NumberRules, _ comment: Comment) {
    let confidences = [found.confidence] + found.alternatives.map(\.confidence)
    #expect(confidences.allSatisfy { 0...1 ~= $0 }, comment)
    #expect(confidences.reduce(0, +) <= 1.0001 && confidences == confidences.sorted(by: >), comment)
    #expect(found.text.hasDigit && found.characters.count == found.text.count, comment)
    #expect(found.characters.allSatisfy { 0...1 ~= $0.confidence }, comment)
    #expect(found.characters.map(\.column) == found.characters.map(\.column).sorted(), comment)
    let breaksRule = found.doubts.contains { $0.isBrokenRule }
    #expect(breaksRule || NumberSign.labels(found.text).map(rules.fits) == true, "\(comment): \(found.text)")
    #expect(!found.isConstrained || found.doubts.isEmpty, comment)
  }

  @Test func logitsThatAreNoNumbersAreSurvived() {
    for logit in [Float.nan, .infinity, -.infinity, 1e38, 0] {
      let columns = ColumnLogits(count: 5, logits: [Float](repeating: logit, count: 5 * NumberSign.labelCount))
      let found = NumberDecoder(rules: NumberRules()).read(columns)
      #expect(found.map { 0...1 ~= $0.confidence } ?? true)
    }
  }

  /// Products of many small probabilities do not vanish.
  @Test func longStripsAreRead() throws {
    let text = String(repeating: "1234567890", count: 8)
    var unsure: [Int: [Character: Float]] = [:]
    for (place, sign) in text.enumerated() {
      unsure[place] = [sign: 0.1, "_": 0.02, "x": 0.02].merging([sign == "0" ? "1" : "0": 0.09]) { $1 }
    }
    let found = try #require(NumberDecoder(rules: NumberRules()).read(DrawnColumns.writing(text, unsure: unsure)))
    #expect(found.text == text && found.confidence > 0)
    #expect(found.characters.allSatisfy { $0.confidence > 0.3 })
  }
}

extension NumberDoubt {
  fileprivate var isBrokenRule: Bool {
    switch self {
    case .noFit, .notInList: true
    default: false
    }
  }
}
