import Platform

/// The choice among the readings that the beam search finds.
struct RuledChoice {
  /// How likely a reading that breaks a rule is before the strip is looked at, against one that does not: rules are given
  /// because they hold, but fields are filled in wrongly.
  static let brokenShare = 0.01

  private let rules: NumberRules
  private let emissions: Emissions
  /// Readings that the patterns and lengths accept, the likeliest first.
  private let readings: [Reading]
  /// The probability of all readings with digits that patterns and lengths do not accept.
  private let refused: Double

  init(_ rules: NumberRules, _ emissions: Emissions) {
    (self.rules, self.emissions) = (rules, emissions)
    let mass = FitMass(emissions, rules.automaton)
    let likeliest = Reading.likeliest(emissions, rules.automaton, mass)
    readings = rules.asksForNumber ? likeliest.map { Self.weighed($0, rules) }.inOrder : likeliest
    refused = rules.automaton == .free ? 0 : max(0, 1 - emissions.withoutDigits - mass.total)
  }

  /// How likely a text that is no number is before the strip is looked at, such as 1.2.5, against one that is, where
  /// decimals are read without a pattern.
  private static let oddShare = 0.01

  private static func weighed(_ reading: Reading, _ rules: NumberRules) -> Reading {
    guard rules.values(of: reading.text).isEmpty else { return reading }
    return Reading(signs: reading.signs, logarithm: reading.logarithm + log(oddShare))
  }

  /// nil where there is nothing that could be chosen.
  var choice: Choice? {
    guard let likeliest = readings.first else {
      // The patterns accept nothing that the strip has room for.
      return Reading.free(emissions).map { Choice(unruled: $0, doubt: noFit($0)) }
    }
    let fitting = readings.indices.filter {
      rules.hasCheckDigit(readings[$0].signs) && (rules.range == nil || rules.isInRange(readings[$0].text))
    }
    guard let best = fitting.first else { return broken(likeliest) }
    var choice = self.choice(among: fitting)
    if best > 0 {
      choice.isLikeliest = false
      choice.doubts.append(rules.hasCheckDigit(likeliest.signs) ? .rangeMended : .checkDigitMended)
    }
    return compared(choice, among: fitting)
  }

  /// The likeliest of the readings at `places`. The other readings break a rule, as do those that the patterns refuse.
  private func choice(among places: [Int]) -> Choice {
    let chosen = Set(places)
    let broken = readings.indices.filter { !chosen.contains($0) }.reduce(refused) { $0 + exp(readings[$1].logarithm) }
    let shares = Shares.of(
      places.map { readings[$0].logarithm }, others: emissions.withoutDigits + Self.brokenShare * broken)
    var choice = Choice(signs: readings[places[0]].signs, confidence: shares[0])
    choice.others = zip(places, shares).dropFirst().map { (readings[$0].signs, $1) }
    return choice
  }

  /// The patterns accept readings, but no reading has the right check digit and lies in the range.
  private func broken(_ likeliest: Reading) -> Choice {
    var choice = self.choice(among: Array(readings.indices))
    choice.isLikeliest = false
    let rule = rules.hasCheckDigit(likeliest.signs) ? "range" : "check digit"
    choice.doubts = [.noFit(rule: rule, text: likeliest.text)]
    return choice
  }

  /// The choice, or the likeliest reading of all where it is much likelier, though the patterns refuse it: what is written
  /// helps a person more than what should be.
  private func compared(_ choice: Choice, among fitting: [Int]) -> Choice {
    let probability = exp(readings[fitting[0]].logarithm)
    guard probability < refused, let free = Reading.free(emissions), free.signs != choice.signs,
      free.logarithm > readings[0].logarithm
    else { return choice }
    if probability < Self.brokenShare * refused {
      var unruled = Choice(unruled: free, doubt: noFit(free))
      unruled.others = fitting.map { (readings[$0].signs, exp(readings[$0].logarithm)) }
      return unruled
    }
    var choice = choice
    choice.isLikeliest = false
    return choice
  }

  private func noFit(_ reading: Reading) -> NumberDoubt {
    .noFit(rule: rules.patterns.isEmpty ? "length" : "pattern", text: reading.text)
  }
}
