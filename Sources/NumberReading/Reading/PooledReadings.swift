import Platform

/// What several ways to see the same picture come to: for each text the mean of the logarithms of its probabilities, scaled
/// so that all texts together have 1 (the logarithmic opinion pool, as for `Probabilities`).
struct PooledReadings {
  /// The attempt that reads the likeliest text, as its own likeliest.
  let best: StripAttempt
  /// The probability of its text, 0 … 1.
  let confidence: Float
  /// Other texts, the likeliest first.
  let alternatives: [NumberAnswer.Alternative]

  /// A text that an attempt does not tell has this share of what the attempt leaves over, and at least the other share.
  private static let untold: Float = 0.1
  private static let least: Float = 0.002

  /// nil where there are none.
  init?(_ attempts: [StripAttempt]) {
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
    let sum = weights.reduce(pooled { rests[$0] }, +)
    let ranked = zip(texts, weights).sorted { $0.1 > $1.1 }
      .map { NumberAnswer.Alternative(text: $0, confidence: $1 / sum) }
    // A text that is nobody's first has no boxes.
    guard let chosen = ranked.first(where: { choice in attempts.contains { $0.text == choice.text } }),
      let best = attempts.filter({ $0.text == chosen.text }).max(by: { $0.confidence < $1.confidence })
    else { return nil }
    (self.best, confidence) = (best, chosen.confidence)
    alternatives = ranked.filter { $0.text != chosen.text }
  }
}
