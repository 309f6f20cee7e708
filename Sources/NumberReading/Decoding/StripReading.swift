import Imaging

/// What the decoder makes of a strip: one line of a number.
package struct StripReading: Sendable, Equatable {
  /// One sign of the text.
  package struct Character: Sendable, Equatable {
    /// The sign and its box, in pixels of the strip.
    package var placed: PlacedSign
    /// The probability that just this sign stands here, 0 … 1.
    package var confidence: Float
    /// The column of the network's answer at which the sign most likely stands.
    package var column: Int
  }

  /// As written, without the signs that were dropped.
  package var text: String
  /// The number itself; nil where the text is none, or may be several.
  package var value: String?
  /// The probability that `text` is right, 0 … 1.
  package var confidence: Float
  /// The signs of `text`, one for each.
  package var characters: [Character]
  /// Other readings that fit the rules, the likeliest first.
  package var alternatives: [NumberAnswer.Alternative]
  /// What speaks against the text, the weightiest first.
  package var doubts: [NumberDoubt]
  /// What stands beside the text.
  package var remarks: [NumberRemark]
  /// Whether there are rules that the text fits by more than chance.
  package var isConstrained: Bool
}
