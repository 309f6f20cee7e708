import Imaging
import NumberReading
import Testing

/// The decoder against the sum over all alignments.
struct AlignmentTests {
  /// Rules, and the signs that occur in the strips.
  enum Case: String, CaseIterable {
    case digits, droppedSigns, decimals, pattern, length

    var signs: String { self == .digits ? "012" : self == .droppedSigns ? "01,x" : "01,x" }

    func rules() throws -> NumberRules {
      switch self {
      case .digits, .droppedSigns: NumberRules()
      case .decimals: try NumberRules(alphabet: .decimal)
      case .pattern: try NumberRules(patterns: ["#{1,2},#", "1#?"])
      case .length: try NumberRules(length: "2")
      }
    }
  }

  @Test(arguments: Case.allCases, [2, 4, 6]) func confidencesAreExact(_ test: Case, columnCount: Int) throws {
    let rules = try test.rules()
    for seed in UInt64(1)...12 {
      var generator = SeededGenerator(seed: seed)
      let columns = DrawnColumns.random(count: columnCount, signs: test.signs, spread: 1.5, &generator)
      let temperature: Float = seed % 2 == 0 ? 1 : 1.7
      let all = AllAlignments(columns, signs: test.signs, kept: rules.signs, temperature: temperature)
      let without = all.sum { !$0.hasDigit }
      let reading = NumberDecoder(rules: rules).read(columns, temperature: temperature, alternatives: 16)
      guard without <= 0.5 else {
        #expect(reading == nil, "seed \(seed)")
        continue
      }
      let found = try #require(reading, "seed \(seed)")
      try check(found, all, rules, without: without, "seed \(seed)")
    }
  }

  private func check(
    _ found: StripReading, _ all: AllAlignments, _ rules: NumberRules, without: Double, _ comment: Comment
  ) throws {
    let fits = { (text: String) in text.hasDigit && NumberSign.labels(text).map(rules.fits) ?? false }
    // Where decimals are read, what is no number counts a hundredth.
    let weight = { (text: String) in
      all[text] * (rules.alphabet == .decimal && rules.values(of: text).isEmpty ? 0.01 : 1)
    }
    let best = try #require(
      all.texts.keys.filter(fits).map { (key: $0, value: weight($0)) }.max { $0.value < $1.value }, comment)
    let free = try #require(all.texts.filter { $0.key.hasDigit }.max { $0.value < $1.value }, comment)
    let refused = all.sum { $0.hasDigit && !fits($0) }
    let texts = [found.text] + found.alternatives.map(\.text)
    #expect(Set(texts).count == texts.count && texts.dropFirst().allSatisfy(fits), comment)
    var sum = texts.reduce(without + 0.01 * refused) { $0 + weight($1) }
    if best.value < 0.01 * refused, free.key != best.key {
      let rule = rules.patterns.isEmpty ? "length" : "pattern"
      #expect(found.text == free.key && found.doubts == [.noFit(rule: rule, text: free.key)], comment)
      sum = 1
    } else {
      #expect(found.text == best.key && found.doubts.isEmpty, comment)
    }
    for (text, confidence) in zip(texts, [found.confidence] + found.alternatives.map(\.confidence)) {
      #expect(abs(Double(confidence) - weight(text) / sum) < 1e-6, "\(comment) \(text)")
    }
  }

  @Test(arguments: [Case.digits, .droppedSigns, .decimals]) func charactersAreExact(_ test: Case) throws {
    let rules = try test.rules()
    for seed in UInt64(20)...40 {
      var generator = SeededGenerator(seed: seed)
      let columns = DrawnColumns.random(count: 6, signs: test.signs, spread: 2, &generator)
      let all = AllAlignments(columns, signs: test.signs, kept: rules.signs, temperature: 1)
      guard let found = NumberDecoder(rules: rules).read(columns) else { continue }
      #expect(found.characters.count == found.text.count)
      for (place, character) in found.characters.enumerated() {
        var sum = all[found.text.replacing(place, with: "")]
        for sign in "0123456789.,-/:" { sum += all[found.text.replacing(place, with: String(sign))] }
        #expect(abs(Double(character.confidence) - all[found.text] / sum) < 1e-6, "seed \(seed), sign \(place)")
      }
    }
  }

  @Test func listedValuesHaveTheirExactProbability() throws {
    let values = (0..<300).filter { $0 % 7 < 2 }.map { String(String($0, radix: 3).suffix(4)) }
    let list = try NumberList(texts: values)
    let rules = try NumberRules(list: list)
    for seed in UInt64(50)...70 {
      var generator = SeededGenerator(seed: seed)
      let columns = DrawnColumns.random(count: 6, signs: "012x", spread: 2, &generator)
      let all = AllAlignments(columns, signs: "012x", kept: .digits, temperature: 1)
      guard let found = NumberDecoder(rules: rules).read(columns, alternatives: 3) else { continue }
      let listed = all.texts.filter { values.contains($0.key) }
      let sum = listed.reduce(0) { $0 + $1.value }
      let (without, best) = (all[""], listed.max { $0.value < $1.value })
      let free = all.texts.filter { $0.key.hasDigit }.max { $0.value < $1.value }
      if let best, let free, best.value < 0.1 * free.value {
        #expect(found.text == free.key && found.doubts == [.notInList(nearest: best.key)], "seed \(seed)")
      } else {
        #expect(found.text == best?.key && found.doubts.isEmpty, "seed \(seed)")
        let expected = (best?.value ?? 0) / (sum + without + 0.1 * (1 - without - sum))
        // Values that were not scored count with a bound.
        #expect(abs(Double(found.confidence) - expected) < 2e-3, "seed \(seed)")
      }
    }
  }
}

extension String {
  fileprivate func replacing(_ place: Int, with part: String) -> String {
    String(prefix(place)) + part + String(dropFirst(place + 1))
  }
}
