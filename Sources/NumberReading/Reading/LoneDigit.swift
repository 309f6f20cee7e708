import DigitRecognition
import ImageIngestion
import Imaging
import NeuralNetwork

/// Reads a picture as one digit, as `digits classify` does: pictures that are cut out around a digit are no lines, and for
/// a number of one digit its whole path is a second opinion. One instance belongs to one worker.
final class LoneDigitReader {
  private let classifier: Classifier
  private let policy = ReviewPolicy()

  /// Makes a reader for one thread.
  init(_ cascade: Cascade, _ options: ScanNormalizer.Options) {
    classifier = Classifier(cascade: cascade, options: options)
  }

  func read(_ input: ClassificationInput) throws(NetworkError) -> LoneDigit? {
    let result = try classifier.analyze(input).result
    return LoneDigit(result, policy.verdict(of: result))
  }
}

/// A picture seen as one digit, or as single digits beside each other.
struct LoneDigit {
  /// From left to right; one, or those of a picture in which several were counted.
  private let digits: [PlacedDigit]
  private let verdict: ReviewPolicy.Verdict
  private let mayBeNone: Bool

  /// nil where there is no digit.
  init?(_ result: ScanResult, _ verdict: ReviewPolicy.Verdict) {
    digits = result.digits
    self.verdict = verdict
    guard let reading = result.reading else {
      guard !digits.isEmpty else { return nil }
      mayBeNone = true
      return
    }
    mayBeNone =
      reading.probabilities.notADigit > reading.probabilities.confidence || reading.measurements.neighbourCount > 0
  }

  /// Below it, a reading of several digits is no match for one that is likely to be a digit.
  private static let weakConfidence: Float = 0.5

  /// Whether the picture shows one digit where the strips were read as `text`, with so much confidence.
  func outweighs(_ text: String, confidence: Float) -> Bool {
    if text.isEmpty { return true }
    guard digits.count == 1 else { return false }
    return text.count == 1 || verdict.status == .ok || !mayBeNone && confidence < Self.weakConfidence
  }

  /// The text of the digits.
  var text: String { digits.map { String($0.probabilities.digit) }.joined() }

  /// The answer where the strips were read as `other`. It is sure only if both agree.
  func answer(besides other: String, value: String?) -> NumberAnswer {
    let characters = digits.compactMap { digit in
      NumberSign(digit: digit.probabilities.digit)?.character.map {
        ReadCharacter($0, confidence: digit.probabilities.confidence, box: digit.box)
      }
    }
    let confidence = digits.reduce(Float(1)) { $0 * $1.probabilities.confidence }
    var answer = NumberAnswer(text: text, value: value, confidence: confidence, characters: characters)
    if other.isEmpty { answer.doubts.append(.noLine) }
    if !other.isEmpty, other != text { answer.doubts.append(.readersDisagree(other: other)) }
    if verdict.status != .ok { answer.doubts.append(.doubtfulDigit(verdict.message)) }
    answer.isConfirmed = answer.doubts.isEmpty
    return answer
  }
}
