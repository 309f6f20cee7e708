/// Where the signs of a text stand in a strip, and how sure each is: the CTC forward–backward algorithm over one text
/// (Graves et al., 2006). All probabilities are divided by the product of the columns' largest ones.
struct TextAlignment {
  /// A sign of the text.
  struct Place: Equatable {
    /// The column at which the sign most likely stands.
    var column: Int
    /// The probability that just this sign stands here, and no other or none, where the rest of the text is right.
    var confidence: Double
  }

  private let emissions: Emissions
  private let text: [UInt8]
  /// The signs that may stand in a text.
  private let labels: [UInt8]
  /// 2 × signs + 1 places: blanks (even) and signs (odd).
  private let width: Int
  /// [columns + 1, `width`]: before each column, the alignments that stand at a place.
  private var forward: [Double]
  /// [columns + 1, `width`]: before each column, what is left to come from a place.
  private var backward: [Double]

  /// The places of the signs of `text`, one for each.
  static func places(_ emissions: Emissions, of text: [UInt8]) -> [Place] {
    guard !text.isEmpty else { return [] }
    let alignment = TextAlignment(emissions, text)
    var column = 0
    return text.indices.map { sign in
      column = alignment.peak(of: sign, from: column)
      return Place(column: column, confidence: alignment.confidence(of: sign))
    }
  }

  private init(_ emissions: Emissions, _ text: [UInt8]) {
    (self.emissions, self.text) = (emissions, text)
    labels = (0..<UInt8(SignSet.count)).filter { emissions.kept.holds(Int($0)) }
    width = 2 * text.count + 1
    forward = Array(repeating: 0, count: (emissions.count + 1) * width)
    backward = forward
    sumForward()
    sumBackward()
  }

  private func share(_ t: Int, _ place: Int) -> Double {
    emissions.relative[t * Emissions.width + (place % 2 == 0 ? Emissions.blank : Int(text[place / 2]))]
  }

  /// Whether an alignment may go from the sign before straight to the sign at `place`.
  private func maySkip(to place: Int) -> Bool {
    place % 2 == 1 && place >= 3 && text[place / 2] != text[place / 2 - 1]
  }

  private mutating func sumForward() {
    forward[0] = 1
    for t in 0..<emissions.count {
      for place in 0..<width {
        var sum = forward[t * width + place]
        if place > 0 { sum += forward[t * width + place - 1] }
        if maySkip(to: place) { sum += forward[t * width + place - 2] }
        forward[(t + 1) * width + place] = sum * share(t, place)
      }
    }
  }

  private mutating func sumBackward() {
    let end = emissions.count * width
    backward[end + width - 1] = 1
    if width > 1 { backward[end + width - 2] = 1 }
    for t in (0..<emissions.count).reversed() {
      for place in 0..<width {
        let later = (t + 1) * width + place
        var sum = backward[later] * share(t, place)
        if place + 1 < width { sum += backward[later + 1] * share(t, place + 1) }
        if place + 2 < width, maySkip(to: place + 2) { sum += backward[later + 2] * share(t, place + 2) }
        backward[t * width + place] = sum
      }
    }
  }

  /// The likeliest column of a sign from `first` on: no sign stands before the one that it follows.
  private func peak(of sign: Int, from first: Int) -> Int {
    var (best, column) = (-1.0, first)
    for t in first..<emissions.count {
      let place = (t + 1) * width + 2 * sign + 1
      let weight = forward[place] * backward[place]
      if weight > best { (best, column) = (weight, t) }
    }
    return column
  }

  /// The text's probability over the sum of those of the texts with any sign, or none, in this place.
  private func confidence(of sign: Int) -> Double {
    let columns = columns(of: sign)
    let own = probability(of: text[sign], at: sign, columns)
    var sum = own + probabilityWithout(sign)
    for label in labels where label != text[sign] { sum += probability(of: label, at: sign, columns) }
    return own > 0 && sum.isFinite ? min(1, own / sum) : 0
  }

  /// The columns in which a sign may stand but for a negligible part of the text's probability.
  private func columns(of sign: Int) -> Range<Int> {
    let end = emissions.count * width + width - 1
    let (place, least) = (2 * sign + 1, 1e-12 * (forward[end] + forward[end - 1]))
    let first = (0..<emissions.count).first { t in
      forward[t * width + place - 1] + (sign > 0 ? forward[t * width + place - 2] : 0) > least
    }
    let last = (0..<emissions.count).last { t in
      let later = (t + 1) * width + place
      return backward[later + 1] + (place + 2 < width ? backward[later + 2] : 0) > least
    }
    guard let first, let last, first <= last else { return 0..<emissions.count }
    return first..<last + 1
  }

  /// The probability of the text with `label` in the place of one of its signs. What comes before the place and after does
  /// not change, so that only the alignments of this sign are summed anew.
  private func probability(of label: UInt8, at sign: Int, _ columns: Range<Int>) -> Double {
    let place = 2 * sign + 1
    let mayFollow = sign > 0 && text[sign - 1] != label
    let mayLead = sign + 1 < text.count && text[sign + 1] != label
    var (here, sum) = (0.0, 0.0)
    for t in columns {
      let before = forward[t * width + place - 1] + (mayFollow ? forward[t * width + place - 2] : 0)
      here = (here + before) * emissions.relative[t * Emissions.width + Int(label)]
      guard t + 1 < emissions.count else { return sign + 1 == text.count ? sum + here : sum }
      let later = (t + 2) * width + place
      var after = backward[later + 1] * share(t + 1, place + 1)
      if mayLead { after += backward[later + 2] * share(t + 1, place + 2) }
      sum += here * after
    }
    return sum
  }

  /// The probability of the text without one of its signs: what stands before the sign, then what stands after it.
  private func probabilityWithout(_ sign: Int) -> Double {
    let place = 2 * sign + 1
    guard sign + 1 < text.count else {
      let end = emissions.count * width + place
      return forward[end - 1] + (sign > 0 ? forward[end - 2] : 0)
    }
    let mayFollow = sign > 0 && text[sign - 1] != text[sign + 1]
    return (0..<emissions.count).reduce(0) { sum, t in
      let before = forward[t * width + place - 1] + (mayFollow ? forward[t * width + place - 2] : 0)
      return sum + before * share(t, place + 2) * backward[(t + 1) * width + place + 2]
    }
  }
}
