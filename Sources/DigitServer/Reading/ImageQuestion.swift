import BatchClassification
import DigitRecognition
import NumberReading

/// What an image is read for.
package enum ImageQuestion: Sendable, Equatable {
  case digit
  case number(NumberQuery)
}

/// What was read in an image.
package enum ImageResult: Sendable, Equatable {
  case digit(ScanResult)
  case number(NumberResult)

  /// Why the image could not be read; nil if it could.
  package var failure: Unreadable? {
    switch self {
    case .digit(.failed(let failure)), .number(.failed(let failure)): failure
    case .digit, .number: nil
    }
  }

  /// The same kind of result, for an image that could not be read.
  func failing(with failure: Unreadable) -> ImageResult {
    switch self {
    case .digit: .digit(.failed(failure))
    case .number: .number(.failed(failure))
    }
  }
}

/// What a request knows of its numbers: rules as they were written, which are read by the thread that needs them.
///
/// Texts are bounded here, and the automaton that patterns become is bounded by `NumberRules`.
package struct NumberQuery: Sendable, Equatable {
  /// The most patterns of a request.
  package static let mostPatterns = 16
  /// The most other readings that are told, as on the command line.
  package static let alternativeRange = 0...9

  package var patterns: [String] = []
  package var length: String?
  package var alphabet = NumberRules.Alphabet.digits
  package var decimalMark = NumberRules.DecimalMark.auto
  package var range: String?
  package var checkDigit: NumberRules.CheckDigit?
  /// How many other readings are told, in JSON.
  package var alternatives = 0

  /// A request without rules.
  package init() {}

  /// The rules. Throws where they cannot be read, or no number fits them.
  package func rules() throws(NumberError) -> NumberRules {
    try NumberRules(
      patterns: patterns, length: length, alphabet: alphabet, decimalMark: decimalMark, range: range,
      checkDigit: checkDigit)
  }
}
