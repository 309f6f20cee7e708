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

  /// A reading as likely as this needs no second look at the picture.
  private static let settledConfidence: Float = 0.98
  /// The likelihoods of readings of which the second reader is asked: surer ones stand alone.
  private static let confirmable: Range<Float> = 0..<0.9995
  /// Other readings of a strip that are pooled, or as many as the user wants to see.
  private var toldReadings: Int { max(4, settings.alternatives) }
  /// Ink with less contrast than this is faint.
  private static let faintest: Float = 0.1

  private var settings: Settings
  private let source: StripSource
  private let network: StringNetwork
  private var decoder: NumberDecoder
  private let secondReader: SecondReader
  private let loneDigitReader: LoneDigitReader

  /// Makes a reader for one thread. Its networks are made when the first picture needs them.
  public init(_ settings: Settings) {
    self.settings = settings
    source = StripSource(settings.options)
    network = StringNetwork(settings.strings)
    decoder = NumberDecoder(rules: settings.rules)
    secondReader = SecondReader(settings.cascade)
    loneDigitReader = LoneDigitReader(settings.cascade, settings.options)
  }

  /// From now on reads by these rules; the networks stay ready.
  package func setRules(_ rules: NumberRules, alternatives: Int) {
    (settings.rules, settings.alternatives) = (rules, alternatives)
    decoder = NumberDecoder(rules: rules)
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
    guard var pooled = try readings(strips) else { return analysis }
    let opinions = Self.confirmable ~= pooled.confidence ? try self.opinions(on: pooled) : []
    if mayBeWeighed(pooled) { pooled.weigh(opinions) }
    var answer = pooled.answer(scale: strips.scale, rules: settings.rules)
    answer.alternatives = Array(pooled.alternatives.prefix(settings.alternatives))
    if strips.search.contrast < Self.faintest { answer.doubts.append(.faintInk) }
    if let opinion = opinions.first(where: { $0.opinion.hasPlaces(of: answer.text) })?.opinion {
      confirm(&answer, opinion)
    }
    (analysis.result, analysis.strips) = (.number(answer), pooled.best.lines.map(\.strip.strip))
    return analysis
  }

  /// Numbers of more than one digit that are as likely as this are not looked at as one digit.
  private static let plainConfidence: Float = 0.9

  /// Where one digit was read, or none, or nothing that is likely, the picture is looked at as one digit.
  private func weighLoneDigit(of input: ClassificationInput, in analysis: inout NumberAnalysis) throws(NetworkError) {
    let (text, confidence) = analysis.result.number.map { ($0.text, $0.confidence) } ?? ("", 0)
    guard text.count < 2 || confidence < Self.plainConfidence, let digit = try loneDigitReader.read(input),
      digit.outweighs(text, confidence: confidence), NumberSign.labels(digit.text).map(settings.rules.fits) ?? false
    else { return }
    analysis.result = .number(digit.answer(besides: text, value: settings.rules.value(of: digit.text)))
  }

  /// nil where nobody sees digits.
  private func readings(_ strips: StripSource.Strips) throws(NetworkError) -> PooledReadings? {
    var attempts: [StripAttempt] = []
    for candidate in strips.search.candidates {
      if let attempt = try attempt(candidate.lines) { attempts.append(attempt) }
      if attempts.count == 1, attempts[0].confidence >= Self.settledConfidence { break }
    }
    guard let pooled = PooledReadings(attempts) else { return nil }
    guard pooled.confidence < Self.settledConfidence else { return pooled }
    // Drawn a little wider and narrower, an unclear number shows its clearer side.
    for views in strips.views(of: pooled.best.lines.map(\.strip)) {
      if let attempt = try attempt(views) { attempts.append(attempt) }
    }
    return PooledReadings(attempts)
  }

  private func attempt(_ strips: [FoundStrip]) throws(NetworkError) -> StripAttempt? {
    var lines: [StripAttempt.Line] = []
    for strip in strips {
      let columns = try network.columns(of: strip.strip)
      let reading = decoder.read(columns, temperature: try network.temperature, alternatives: toldReadings)
      if let reading { lines.append(StripAttempt.Line(strip: strip, reading: reading)) }
    }
    return StripAttempt(lines)
  }

  /// Lines are not weighed against each other, and a reading that breaks a rule is shown as it was read.
  private func mayBeWeighed(_ pooled: PooledReadings) -> Bool {
    pooled.best.lines.count == 1 && pooled.best.lines[0].reading.doubts.isEmpty
  }

  /// Ways to cut a number into digits of which the second reader is asked.
  private static let mostWays = 3

  /// What the second reader says of each way to cut the number into digits.
  private func opinions(
    on pooled: PooledReadings
  ) throws(NetworkError) -> [(opinion: SecondOpinion, attempt: StripAttempt)] {
    var opinions: [(opinion: SecondOpinion, attempt: StripAttempt)] = []
    for attempt in pooled.ways(Self.mostWays) {
      guard !opinions.contains(where: { $0.opinion.hasPlaces(of: attempt.text) }) else { continue }
      var digits: [Probabilities?] = []
      for (index, line) in attempt.lines.enumerated() {
        if index > 0 { digits.append(nil) }
        digits += try secondReader.digits(of: line.reading.characters.map(\.placed), in: line.strip.strip)
      }
      opinions.append((SecondOpinion(of: attempt.text, digits: digits), attempt))
    }
    return opinions
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
