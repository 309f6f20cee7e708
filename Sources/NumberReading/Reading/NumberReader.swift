import DigitRecognition
import ImageIngestion
import Imaging
import NeuralNetwork

/// File → number, for one worker thread, which owns all the memory it needs.
///
/// A picture is seen in up to two ways: as a whole, where it has the shape of a line, and as the lines of ink that were
/// found in it. The string network reads each, and an unclear number also a little wider and narrower; all readings are
/// pooled. Where they are not sure enough to stand alone, the digits are read once more, one by one; and where there seems to be
/// one digit, the picture is read as `digits classify` does.
public final class NumberReader {
  /// What reads the numbers, and what is known of them; the same for all workers.
  public struct Settings: Sendable {
    /// The models of single digits, which confirm what the string network reads.
    public var cascade: Cascade
    /// The string network.
    public var strings: ModelSource
    /// What is known of the numbers.
    public var rules: NumberRules
    /// How the scans are read.
    public var options: ScanNormalizer.Options
    /// How many other readings are told.
    public var alternatives = 0

    public init(
      cascade: Cascade, strings: ModelSource, rules: NumberRules = NumberRules(),
      options: ScanNormalizer.Options = .init()
    ) {
      (self.cascade, self.strings, self.rules, self.options) = (cascade, strings, rules, options)
    }
  }

  /// Ink with less contrast than this is faint.
  private static let faintest: Float = 0.1

  private var settings: Settings
  private let source: StripSource
  private let stripReader: StripReader
  private let loneDigitReader: LoneDigitReader

  /// Makes a reader for one thread. Its networks are made when the first picture needs them.
  public init(_ settings: Settings) {
    self.settings = settings
    source = StripSource(settings.options)
    stripReader = StripReader(settings)
    loneDigitReader = LoneDigitReader(settings.cascade, settings.options)
  }

  /// From now on reads by these rules; the networks stay ready.
  package func setRules(_ rules: NumberRules, alternatives: Int) {
    (settings.rules, settings.alternatives) = (rules, alternatives)
    stripReader.setRules(rules, alternatives: alternatives)
  }

  /// One result for each input, in order. An input's result does not depend on the others.
  public func read(_ inputs: [ClassificationInput]) throws(NetworkError) -> [NumberResult] {
    var results: [NumberResult] = []
    for input in inputs { results.append(try analyze(input).result) }
    return results
  }

  /// All that leads to the result; a picture for which a network has no finite answer is a failure of its own.
  package func analyze(_ input: ClassificationInput) throws(NetworkError) -> NumberAnalysis {
    switch source.strips(of: input) {
    case .failure(let failure): return NumberAnalysis(result: .failed(failure))
    case .success(let strips):
      do throws(NetworkError) {
        var analysis = try analyze(strips)
        try weighLoneDigit(of: input, in: &analysis)
        return analysis
      } catch {
        guard error == .answerNotFinite else { throw error }
        return NumberAnalysis(result: .failed(Unreadable(error.description)), picture: strips.picture)
      }
    }
  }

  private func analyze(_ strips: StripSource.Strips) throws(NetworkError) -> NumberAnalysis {
    var analysis = NumberAnalysis(
      result: .blank(strips.search.blankReason ?? .nothingLikeADigit), picture: strips.picture)
    analysis.scale = strips.scale
    guard let pooled = try stripReader.read(strips) else { return analysis }
    var answer = pooled.answer(scale: strips.scale, rules: settings.rules)
    answer.alternatives = Array(pooled.alternatives.prefix(settings.alternatives))
    if strips.search.contrast < Self.faintest { answer.doubts.append(.faintInk) }
    (analysis.result, analysis.strips) = (.number(answer), pooled.best.lines.map(\.strip.strip))
    return analysis
  }

  /// Numbers as likely as this are not looked at as one digit.
  private static let plainConfidence: Float = 0.9

  /// Where one digit was read, or none, or nothing that is likely, the picture is looked at as one digit, unless it has the
  /// shape of a line in which more were seen.
  private func weighLoneDigit(of input: ClassificationInput, in analysis: inout NumberAnalysis) throws(NetworkError) {
    let (text, confidence) = analysis.result.number.map { ($0.text, $0.confidence) } ?? ("", 0)
    let isLine = analysis.picture.map { $0.width >= 2 * $0.height } ?? false
    guard text.count < 2 || confidence < Self.plainConfidence && (text.count == 2 || !isLine),
      let digit = try loneDigitReader.read(input),
      digit.outweighs(text, confidence: confidence), NumberSign.labels(digit.text).map(settings.rules.fits) ?? false
    else { return }
    analysis.result = .number(digit.answer(besides: text, value: settings.rules.value(of: digit.text)))
  }
}
