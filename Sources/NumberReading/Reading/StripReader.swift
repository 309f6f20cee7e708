import DigitRecognition
import NeuralNetwork

/// Reads the strips of one picture: by the string network in one way to see them, and while the number is not sure, by
/// the networks for single digits, then in the other ways. One instance belongs to one worker.
final class StripReader {
  /// A reading as likely as this needs no further look at the picture.
  private static let settled: Float = 0.97
  /// Below it, the second reader is asked; surer readings stand alone.
  private static let certain: Float = 0.9995
  /// Other readings of a strip that are pooled, at the least.
  private static let leastTold = 4
  /// Ways to cut a number into digits of which the second reader is asked.
  private static let mostWays = 3

  private let network: StringNetwork
  private let secondReader: SecondReader
  private var decoder: NumberDecoder
  private var told: Int

  /// Makes a reader for one thread.
  init(_ settings: NumberReader.Settings) {
    network = StringNetwork(settings.strings)
    secondReader = SecondReader(settings.cascade)
    decoder = NumberDecoder(rules: settings.rules)
    told = max(Self.leastTold, settings.alternatives)
  }

  /// From now on reads by these rules.
  func setRules(_ rules: NumberRules, alternatives: Int) {
    (decoder, told) = (NumberDecoder(rules: rules), max(Self.leastTold, alternatives))
  }

  /// nil where nobody sees digits.
  func read(_ strips: StripSource.Strips) throws(NetworkError) -> PooledReadings? {
    var attempts: [StripAttempt] = []
    var opinions: [SecondOpinion] = []
    var pooled: PooledReadings?
    for candidate in strips.search.candidates {
      guard let attempt = try attempt(candidate.lines) else { continue }
      attempts.append(attempt)
      pooled = try self.pooled(attempts, &opinions)
      if let pooled, pooled.confidence >= Self.settled { return pooled }
    }
    guard let pooled else { return nil }
    // Drawn a little wider and narrower, an unclear number shows its clearer side.
    for views in strips.views(of: pooled.best.lines.map(\.strip)) {
      if let attempt = try attempt(views) { attempts.append(attempt) }
    }
    return try self.pooled(attempts, &opinions)
  }

  private func attempt(_ strips: [FoundStrip]) throws(NetworkError) -> StripAttempt? {
    var lines: [StripAttempt.Line] = []
    for strip in strips {
      let columns = try network.columns(of: strip.strip)
      let reading = decoder.read(columns, temperature: try network.temperature, alternatives: told)
      if let reading { lines.append(StripAttempt.Line(strip: strip, reading: reading)) }
    }
    return StripAttempt(lines)
  }

  /// The readings of all attempts, weighed by the second reader where they are not sure. `opinions` are those that it gave
  /// before; new ones are added.
  private func pooled(
    _ attempts: [StripAttempt], _ opinions: inout [SecondOpinion]
  ) throws(NetworkError) -> PooledReadings? {
    guard var pooled = PooledReadings(attempts) else { return nil }
    guard pooled.confidence < Self.certain else { return pooled }
    for attempt in pooled.ways(Self.mostWays) where !opinions.contains(where: { $0.hasPlaces(of: attempt.text) }) {
      opinions.append(try opinion(on: attempt))
    }
    pooled.weigh(opinions)
    return pooled
  }

  private func opinion(on attempt: StripAttempt) throws(NetworkError) -> SecondOpinion {
    var digits: [Probabilities?] = []
    for (index, line) in attempt.lines.enumerated() {
      // Between two lines there is a space.
      if index > 0 { digits.append(nil) }
      digits += try secondReader.digits(of: line.reading.characters.map(\.placed), in: line.strip.strip)
    }
    return SecondOpinion(on: attempt, digits: digits)
  }
}
