import Platform

extension Emissions {
  /// The logarithm of the probability of a text: the sum over all its alignments (the CTC forward algorithm; Graves et al.,
  /// "Connectionist Temporal Classification", 2006). Minus infinity where the text has no alignment.
  func logarithm(of text: [UInt8]) -> Double { log(relativeProbability(of: text)) + logarithmOfLargest }

  /// The same as a probability, divided by the product of all columns' largest probabilities.
  func relativeProbability(of text: [UInt8]) -> Double {
    guard count > 0 else { return text.isEmpty ? 1 : 0 }
    // Before the first column, the alignment stands at the blank before the first sign. After each column, `forward` holds
    // the alignments that stand at the blank before a sign (even places), at the sign (odd ones) or at the last blank.
    var forward = [Double](repeating: 0, count: 2 * text.count + 1)
    forward[0] = 1
    for t in 0..<count {
      let shares = t * Emissions.width
      let blankShare = relative[shares + Emissions.blank]
      for place in stride(from: text.count - 1, through: 0, by: -1) {
        forward[2 * place + 2] = (forward[2 * place + 2] + forward[2 * place + 1]) * blankShare
        let mayFollow = place > 0 && text[place] != text[place - 1]
        let before = forward[2 * place] + (mayFollow ? forward[2 * place - 1] : 0)
        forward[2 * place + 1] = (forward[2 * place + 1] + before) * relative[shares + Int(text[place])]
      }
      forward[0] *= blankShare
    }
    return forward[2 * text.count] + (text.isEmpty ? 0 : forward[2 * text.count - 1])
  }
}
