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
    readings = Reading.likeliest(emissions, rules.automaton, mass)
    refused = rules.automaton == .free ? 0 : max(0, 1 - emissions.withoutDigits - mass.total)
  }

  /// nil where there is nothing that could be chosen.
  var choice: Choice? {
    guard let likeliest = readings.first else { return unruled }
    let fitting = readings.indices.filter {
      rules.isInRange(readings[$0].text) && rules.hasCheckDigit(readings[$0].signs)
    }
    guard let best = fitting.first else { return broken(likeliest) }
    var choice = self.choice(among: fitting)
    if best > 0 {
      choice.isLikeliest = false
      choice.doubts.append(rules.hasCheckDigit(likeliest.signs) ? .rangeMended : .checkDigitMended)
    }
    compareWithUnruled(&choice, probability: exp(readings[best].logarithm))
    return choice
  }

  /// The likeliest of the readings at `places`. The other readings break a rule, as do those that the patterns refuse.
  private func choice(among places: [Int]) -> Choice {
    let chosen = Set(places)
    let broken = readings.indices.filter { !chosen.contains($0) }.reduce(refused) { $0 + exp(readings[$1].logarithm) }
    let shares = Shares.of(
      places.map { readings[$0].logarithm }, others: emissions.withoutDigits + Self.brokenShare * broken)
    var choice = Choice(signs: readings[places[0]].signs, confidence: shares[0])
    choice.others = zip(places, shares).dropFirst().map { (readings[$0].text, $1) }
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

  /// The patterns accept nothing that the strip has room for.
  private var unruled: Choice? {
    guard let free = Reading.free(emissions) else { return nil }
    let share = Shares.of([free.logarithm], others: emissions.withoutDigits + max(0, refused - exp(free.logarithm)))[0]
    var choice = Choice(signs: free.signs, confidence: share, isLikeliest: false)
    choice.doubts = [.noFit(rule: patternRule, text: choice.text)]
    return choice
  }

  /// Doubts a choice where a reading that the patterns refuse is much likelier.
  private func compareWithUnruled(_ choice: inout Choice, probability: Double) {
    guard probability < refused, let free = Reading.free(emissions), free.signs != choice.signs else { return }
    choice.isLikeliest = false
    if probability < Self.brokenShare * refused {
      choice.doubts.insert(.noFit(rule: patternRule, text: free.text), at: 0)
    }
  }

  private var patternRule: String { rules.patterns.isEmpty ? "length" : "pattern" }
}
