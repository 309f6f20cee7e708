import DigitRecognition
import Platform

/// What the networks for single digits say of a reading's digits, each cut out where the string network saw it.
package struct SecondOpinion: Sendable {
  /// A digit counts as the same if it is at least as likely as this, and another one counts from the higher limit on.
  private static let agreement: Float = 0.5
  private static let contradiction: Float = 0.9
  /// The least probability of a digit, and that of one that nobody looked at.
  private static let least: Float = 0.002
  private static let unseen: Float = 0.3

  private let signs: [Character]
  /// nil for signs that are no digits, and for digits of which no ink was found.
  private let digits: [Probabilities?]

  /// `digits` has an element for each character of `text`.
  package init(of text: String, digits: [Probabilities?]) {
    precondition(text.count == digits.count)
    (signs, self.digits) = (Array(text), digits)
  }

  /// What was looked at, with other digits where the second reader is sure of them.
  package var text: String {
    String(
      zip(signs, digits).map { sign, opinion in
        guard let opinion, opinion.values[sign] < Self.agreement, opinion.confidence >= Self.contradiction else {
          return sign
        }
        return Character(String(opinion.digit))
      })
  }

  /// Whether all digits of `text` are likely to be what the second reader saw.
  package func confirms(_ text: String) -> Bool {
    isAbout(text)
      && zip(text.digits, seen).allSatisfy { digit, opinion in
        opinion.map { $0.values[digit] >= Self.agreement } ?? false
      }
  }

  /// Whether `text` has as many digits.
  package func isAbout(_ text: String) -> Bool { text.digits.count == seen.count }

  /// Whether `text` has digits where this one has, and is the same elsewhere.
  package func hasPlaces(of text: String) -> Bool {
    text.count == signs.count && zip(text, signs).allSatisfy { $0 == $1 || $0.isNumber && $1.isNumber }
  }

  /// The logarithm of the probability of the digits of `text`, given that they stand where this one's do.
  package func logarithm(of text: String) -> Float {
    zip(text.digits, seen).reduce(0) { sum, pair in
      sum + log(pair.1.map { max(Self.least, $0.values[pair.0]) } ?? Self.unseen)
    }
  }

  /// What was said of the digits alone.
  private var seen: [Probabilities?] { zip(signs, digits).filter { $0.0.isNumber }.map(\.1) }

  /// The same of a text whose digits nobody looked at.
  package static func logarithm(ofUnseen text: String) -> Float {
    Float(text.digits.count) * log(unseen)
  }
}

extension String {
  fileprivate var digits: [Character] { filter(\.isNumber).map { $0 } }
}

extension [Float] {
  /// The element for a digit; 0 for other characters.
  fileprivate subscript(_ digit: Character) -> Float { digit.wholeNumberValue.map { self[$0] } ?? 0 }
}
