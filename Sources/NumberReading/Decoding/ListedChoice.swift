import Imaging
import Platform

/// The choice among the values of a list.
struct ListedChoice {
  /// How likely a value that is not in the list is before the strip is looked at, against one that is. Higher than for other
  /// rules: lists are seldom complete, and a listed value in the place of another does harm without being seen.
  static let unlistedShare = 0.1

  private let rules: NumberRules
  private let list: NumberList
  private let written: Emissions
  private let digits: Emissions

  /// `written` has all signs that stay in a text; in `digits`, all but digits are dropped.
  init(_ rules: NumberRules, _ list: NumberList, written: Emissions, digits: Emissions) {
    (self.rules, self.list, self.written, self.digits) = (rules, list, written, digits)
  }

  /// nil where there is nothing that could be chosen.
  var choice: Choice? {
    let result = ListSearch.run(digits, list) { rules.fitsForm(signs(of: $0)) }
    let listed = result.values.reduce(result.rest) { $0 + $1.probability }
    let unlisted = max(0, 1 - digits.withoutDigits - listed)
    guard let best = result.values.first else { return unlistedChoice(nearest: "") }
    let isLikeliest = best.probability >= unlisted || isFreeReading(best.index)
    if !isLikeliest, let free = Reading.free(digits), best.probability < Self.unlistedShare * exp(free.logarithm) {
      return unlistedChoice(nearest: list.text(of: best.index))
    }
    let others = digits.withoutDigits + result.rest + Self.unlistedShare * unlisted
    let shares = Shares.of(result.values.map { log($0.probability) }, others: others)
    var choice = Choice(signs: signs(of: best.index), confidence: shares[0], isLikeliest: isLikeliest)
    choice.others = zip(result.values, shares).dropFirst().map { (signs(of: $0.index), $1) }
    return choice
  }

  /// Whether a listed value is what one would read without the list.
  private func isFreeReading(_ index: Int) -> Bool {
    Reading.free(digits).map { $0.signs[...] == list.digits(of: index) } ?? false
  }

  private func signs(of index: Int) -> [UInt8] { rules.signs(of: index, in: list) }

  /// What one would read without the list.
  private func unlistedChoice(nearest: String) -> Choice? {
    Reading.free(written).map { Choice(unruled: $0, doubt: .notInList(nearest: nearest)) }
  }
}
