import Platform

/// What several ways to see the same picture come to: for each text the mean of the logarithms of its probabilities, scaled
/// so that all texts together have 1 (the logarithmic opinion pool, as for `Probabilities`).
struct PooledReadings {
  /// A text that an attempt does not tell has this share of what the attempt leaves over, and at least the other share.
  private static let untold: Float = 0.1
  private static let least: Float = 0.002
  /// How much a second opinion weighs: the digits of one number are misread together.
  private static let opinionWeight: Float = 0.4

  private let attempts: [StripAttempt]
  private var opinions: [SecondOpinion] = []
  /// The likeliest first.
  private var ranked: [NumberAnswer.Alternative]
  /// The attempt that shows where the digits of the likeliest text stand.
  private(set) var best: StripAttempt

  /// nil where there are none.
  init?(_ attempts: [StripAttempt]) {
    guard let first = attempts.first else { return nil }
    var texts: [String] = []
    for reading in attempts.flatMap(\.readings) where !texts.contains(reading.text) { texts.append(reading.text) }
    let tables = attempts.map(\.readings)
    let rests = tables.map { max(Self.least, 1 - $0.reduce(0) { $0 + $1.confidence }) }
    func pooled(_ share: (Int) -> Float) -> Float {
      exp(tables.indices.reduce(0) { $0 + log(max(Self.least, share($1))) } / Float(tables.count))
    }
    let weights = texts.map { text in
      pooled { place in tables[place].first { $0.text == text }?.confidence ?? Self.untold * rests[place] }
    }
    (self.attempts, best) = (attempts, first)
    let sum = weights.reduce(pooled { rests[$0] }, +)
    ranked = zip(texts, weights).map { NumberAnswer.Alternative(text: $0, confidence: $1 / sum) }
    rank { attempts.surest(of: $0) }
  }

  /// The likeliest text.
  var text: String { ranked[0].text }
  /// The probability of the likeliest text, 0 … 1.
  var confidence: Float { ranked[0].confidence }
  /// Other texts, the likeliest first.
  var alternatives: ArraySlice<NumberAnswer.Alternative> { ranked.dropFirst() }

  /// For each of the likeliest texts that an attempt reads as its first, the attempt that is surest of it.
  func ways(_ most: Int) -> [StripAttempt] {
    Array(ranked.compactMap { attempts.surest(of: $0.text) }.prefix(most))
  }

  /// Weighs the texts by what was said of their digits, at the places where one of the attempts sees them. Several lines
  /// are not weighed against each other, and a reading that breaks a rule is shown as it was read.
  mutating func weigh(_ opinions: [SecondOpinion]) {
    self.opinions = opinions
    guard best.lines.count == 1, best.isClear else { return }
    var rest = max(Self.least, 1 - ranked.reduce(0) { $0 + $1.confidence })
    rest *= exp(Self.opinionWeight * SecondOpinion.logarithm(ofUnseen: text))
    for place in ranked.indices {
      let text = ranked[place].text
      let logarithms = opinions.filter { $0.isAbout(text) }.map { $0.logarithm(of: text) }
      let logarithm = logarithms.max() ?? SecondOpinion.logarithm(ofUnseen: text)
      ranked[place].confidence *= exp(Self.opinionWeight * logarithm)
    }
    let sum = ranked.reduce(rest) { $0 + $1.confidence }
    for place in ranked.indices { ranked[place].confidence /= sum }
    rank { [attempts] text in
      let seen = opinions.compactMap { $0.hasPlaces(of: text) ? $0.attempt : nil }
      return seen.first(where: \.isClear) ?? attempts.surest(of: text) ?? seen.first
    }
  }

  /// Sorts the texts, and takes the first of which an attempt shows the places of the digits to the front.
  private mutating func rank(_ attempt: (String) -> StripAttempt?) {
    ranked = ranked.sorted { $0.confidence > $1.confidence }
    for place in ranked.indices {
      guard let shown = attempt(ranked[place].text) else { continue }
      best = shown
      return ranked.insert(ranked.remove(at: place), at: 0)
    }
  }

  /// The probability that the sign at a place is that of the likeliest text, among texts that differ in signs alone.
  private func share(ofSignAt place: Int) -> Float {
    let signs = Array(text)
    let like = ranked.map { (signs: Array($0.text), confidence: $0.confidence) }.filter {
      $0.signs.count == signs.count
    }
    let sum = like.reduce(0) { $0 + $1.confidence }
    return like.reduce(0) { $0 + ($1.signs[place] == signs[place] ? $1.confidence : 0) } / sum
  }

  /// What all of it comes to. `scale` is how many of the file's pixels stand for one of the picture, along a side.
  func answer(scale: Int, rules: NumberRules) -> NumberAnswer {
    var answer = best.answer(scale: scale)
    answer.confidence = confidence
    if answer.text != text, best.lines.count == 1 { change(&answer, rules) }
    if let opinion = opinions.first(where: { $0.hasPlaces(of: text) }) { confirm(&answer, opinion) }
    return answer
  }

  /// Makes it the likeliest text, with digits where the best attempt has them.
  private func change(_ answer: inout NumberAnswer, _ rules: NumberRules) {
    (answer.text, answer.value) = (text, rules.value(of: text))
    for (place, sign) in text.enumerated() where answer.characters[place].character != sign {
      answer.characters[place].character = sign
      answer.characters[place].confidence = share(ofSignAt: place)
    }
  }

  /// Says whether the second reader agrees.
  private func confirm(_ answer: inout NumberAnswer, _ opinion: SecondOpinion) {
    if opinion.confirms(answer.text) {
      answer.isConfirmed = true
    } else if opinion.text != answer.text {
      answer.isConfirmed = false
      answer.doubts.append(.readersDisagree(other: opinion.text))
    }
  }
}

extension [StripAttempt] {
  /// The attempt that is surest of `text`; those come first that nothing speaks against, such as a rule.
  fileprivate func surest(of text: String) -> StripAttempt? {
    filter { $0.text == text }.max { ($0.isClear ? 1 : 0, $0.confidence) < ($1.isClear ? 1 : 0, $1.confidence) }
  }
}
