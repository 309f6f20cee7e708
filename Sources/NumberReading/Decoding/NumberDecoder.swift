import Imaging
import Platform

/// Finds the likeliest number in what the string network says of a strip, with the help of rules. May be shared by threads.
package struct NumberDecoder: Sendable {
  /// Where points and commas are kept, the user expects them, so that each is likelier by this factor than in the strips of
  /// the training, of which half have none and many have specks and full stops.
  package static let markExpectation = 12.0
  /// Letters and scribbles stand in a tenth of the training's strips, but in few of users' pictures, so that each is less
  /// likely by this factor.
  package static let junkExpectation = 0.1

  /// What is known of the numbers.
  package let rules: NumberRules

  /// Makes a decoder for numbers that fit `rules`.
  package init(rules: NumberRules) { self.rules = rules }

  /// The likeliest number; nil where the strip more likely holds no digit at all.
  ///
  /// - Parameters:
  ///   - temperature: the logits are divided by it before the search; found on held-out writers.
  ///   - alternatives: the most other readings that are told.
  package func read(_ columns: ColumnLogits, temperature: Float = 1, alternatives: Int = 0) -> StripReading? {
    let emissions = Emissions(columns, kept: rules.signs, temperature: temperature)
    guard emissions.withoutDigits <= 0.5 else { return nil }
    guard let choice = choice(emissions, columns, temperature: temperature) else { return nil }
    return reading(choice, emissions, columns, alternatives: max(0, alternatives))
  }

  private func choice(_ emissions: Emissions, _ columns: ColumnLogits, temperature: Float) -> Choice? {
    guard let list = rules.list else { return RuledChoice(rules, emissions).choice }
    let digits = rules.signs == .digits ? emissions : Emissions(columns, kept: .digits, temperature: temperature)
    return ListedChoice(rules, list, written: emissions, digits: digits).choice
  }

  private func reading(
    _ choice: Choice, _ emissions: Emissions, _ columns: ColumnLogits, alternatives: Int
  ) -> StripReading {
    let values = rules.values(of: choice.text)
    let places = TextAlignment.places(emissions, of: choice.signs)
    let characters = zip(choice.signs, places).compactMap { label, place in
      NumberSign(rawValue: label).map { sign in
        StripReading.Character(
          placed: columns.placed(sign, column: place.column), confidence: Float(place.confidence), column: place.column)
      }
    }
    var remarks: [NumberRemark] = emissions.hasNotedSign ? [.junkDropped] : []
    if values.count > 1 { remarks.append(.severalValues) }
    return StripReading(
      text: choice.text, value: rules.value(of: choice.text), confidence: Float(choice.confidence),
      characters: characters,
      alternatives: choice.others.prefix(alternatives).map {
        .init(text: NumberSign.text($0.signs), confidence: Float($0.confidence))
      },
      doubts: choice.doubts, remarks: remarks, isConstrained: choice.doubts.isEmpty && isConstrained(choice))
  }

  /// Whether the likeliest reading of all fits the rules, and they would refuse most readings with one wrong digit.
  private func isConstrained(_ choice: Choice) -> Bool {
    guard rules.isRestricting, choice.isLikeliest else { return false }
    var (refused, count) = (0, 0)
    for (place, own) in choice.signs.enumerated() where own < 10 {
      for digit in 0..<UInt8(10) where digit != own {
        var other = choice.signs
        other[place] = digit
        count += 1
        if !rules.fits(other) { refused += 1 }
      }
    }
    return Double(refused) >= Self.refusedShare * Double(count)
  }

  /// Rules say something about a number if they refuse this share of the readings with one wrong digit.
  private static let refusedShare = 0.8
}

/// A text that was chosen among others.
struct Choice {
  var signs: [UInt8]
  var confidence: Double
  /// Other readings that fit, the likeliest first.
  var others: [(signs: [UInt8], confidence: Double)] = []
  var doubts: [NumberDoubt] = []
  /// Whether no reading that breaks the rules is likelier.
  var isLikeliest = true

  var text: String { NumberSign.text(signs) }
}

extension Choice {
  /// A reading that breaks a rule, with its plain probability.
  init(unruled reading: Reading, doubt: NumberDoubt) {
    self.init(signs: reading.signs, confidence: exp(reading.logarithm), doubts: [doubt], isLikeliest: false)
  }
}

/// A text with its exact probability.
struct Reading {
  var signs: [UInt8]
  /// The natural logarithm.
  var logarithm: Double

  var text: String { NumberSign.text(signs) }

  /// The likeliest texts that `automaton` accepts, the likeliest first.
  static func likeliest(_ emissions: Emissions, _ automaton: RuleAutomaton, _ mass: FitMass) -> [Reading] {
    PrefixBeam.texts(emissions, automaton, mass)
      .map { Reading(signs: $0, logarithm: emissions.logarithm(of: $0)) }
      .inOrder
  }

  /// The likeliest text with a digit, whatever the rules.
  static func free(_ emissions: Emissions) -> Reading? {
    likeliest(emissions, .free, FitMass(emissions, .free)).first
  }
}

extension [Reading] {
  /// The likeliest first.
  var inOrder: [Reading] {
    sorted { $0.logarithm == $1.logarithm ? $0.text < $1.text : $0.logarithm > $1.logarithm }
  }
}

/// Shares of probabilities that may be too small for a number.
enum Shares {
  /// The shares of readings with these logarithms in the sum of all and of `others`, a probability.
  static func of(_ logarithms: [Double], others: Double) -> [Double] {
    let largest = max(logarithms.max() ?? -.infinity, log(others))
    guard largest.isFinite else { return logarithms.map { _ in 0 } }
    let weights = logarithms.map { exp($0 - largest) }
    let sum = weights.reduce(others / exp(largest), +)
    return weights.map { $0 / sum }
  }
}
