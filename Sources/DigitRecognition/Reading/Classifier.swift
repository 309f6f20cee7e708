import ImageIngestion
import Imaging
import NeuralNetwork

/// File → result, for one worker thread, which owns all the memory it needs.
///
/// Rules find the ink, and the fast networks read it. Where the rules are doubtful, or the answer is unsure, the ink
/// network looks at the picture as well, and all opinions are pooled.
public final class Classifier {
  /// Of a digit in a plain picture, an answer of the networks below this is unsure: the ink network is asked too.
  private static let sureConfidence: Float = 0.98
  /// From here on, what the ink network says of the digit alone is enough.
  private static let settledConfidence: Float = 0.95
  /// A part of a picture that the rules understood is looked at again in so many times the digit's size.
  private static let surroundings = 2

  private let normalizer: ScanNormalizer
  private let recognizer: Recognizer
  private let inkReader: InkReader?
  private let finder: ScanNormalizer.Finder

  /// Makes a classifier for one thread. Its networks are made when the first picture needs them.
  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    normalizer = ScanNormalizer(options)
    recognizer = Recognizer(cascade)
    finder = options.finder
    inkReader = options.finder == .rules ? nil : cascade.ink.map(InkReader.init)
  }

  /// One result for each input, in order. An input's result does not depend on the others.
  public func classify(_ inputs: [ClassificationInput]) throws(NetworkError) -> [ScanResult] {
    var results: [ScanResult] = []
    for input in inputs { results.append(try analyze(input).result) }
    return results
  }

  /// All that leads to the result; with pictures, for people to look at, if they are to be kept. A picture for which a
  /// network has no finite answer is a failure of its own.
  package func analyze(_ input: ClassificationInput, keepingPictures: Bool = false) throws(NetworkError) -> ScanAnalysis
  {
    do throws(NetworkError) {
      return try analyzeFinitely(input, keepingPictures: keepingPictures)
    } catch {
      guard error == .answerNotFinite else { throw error }
      return ScanAnalysis(failure: Unreadable(error.description))
    }
  }

  private func analyzeFinitely(
    _ input: ClassificationInput, keepingPictures: Bool
  ) throws(NetworkError) -> ScanAnalysis {
    if let problem = input.problem { return ScanAnalysis(failure: problem) }
    let reading: ScanNormalizer.Reading
    switch normalizer.read(input) {
    case .success(let success): reading = success
    case .failure(let failure): return ScanAnalysis(failure: failure)
    }
    var analysis = ScanAnalysis(reading, usesRules: finder != .network)
    if keepingPictures { analysis.shown = (reading.picture, reading.extraction.inkMask) }
    analysis.add(answersToRules: try recognize(analysis.ruleDigits))
    guard let inkReader, analysis.several == nil else { return analysis }
    if finder == .network || !reading.extraction.isPlain {
      try search(reading, with: inkReader, &analysis)
    } else if let answer = analysis.ruleAnswer,
      answer.confidence < Classifier.sureConfidence || analysis.looksPrinted
    {
      try lookCloser(at: reading, with: inkReader, &analysis)
    }
    return analysis
  }

  /// Lets the ink network find the digit in a picture of which the rules are unsure. Where it has found nothing, or
  /// something else than the rules, it looks closely at what they found, and what else it takes for a digit is a reason for
  /// doubt.
  private func search(
    _ reading: ScanNormalizer.Reading, with inkReader: InkReader, _ analysis: inout ScanAnalysis
  ) throws(NetworkError) {
    let picture = reading.searchedPicture
    let views = try inkReader.read(picture)
    var looks = views.looks
    analysis.seesMore = views.overview.seesSomethingElse
    if let box = reading.boxInSearchedPicture, finder != .network, !reading.mayBeLine,
      !looks.contains(where: { $0.shows(box) })
    {
      let closer = try inkReader.look(through: InkWindow(around: box), at: picture)
      if closer.shows(box) {
        analysis.seesMore = analysis.seesMore || looks.contains { $0.ink != nil && $0.answer.isDigit }
        looks.insert(closer, at: 0)
      }
    }
    for look in looks { try add(look, to: &analysis) }
  }

  /// Asks the ink network about a digit that the rules found without doubt but the networks did not recognise, and where
  /// that has not settled it, about more of the picture too.
  private func lookCloser(
    at reading: ScanNormalizer.Reading, with inkReader: InkReader, _ analysis: inout ScanAnalysis
  ) throws(NetworkError) {
    guard let box = reading.boxInSearchedPicture else { return }
    let part = reading.searchedPicture.cropped(around: box, times: Classifier.surroundings)
    try add(inkReader.look(through: InkWindow(around: part.box), at: part.picture), to: &analysis)
    let ensemble = analysis.ensemble
    guard let answer = ensemble.pooled,
      answer.confidence < Classifier.settledConfidence || ensemble.areDisputed(on: answer.digit)
    else { return }
    try add(inkReader.look(through: InkWindow(wholeOf: part.picture), at: part.picture), to: &analysis)
  }

  private func add(_ look: InkReader.View, to analysis: inout ScanAnalysis) throws(NetworkError) {
    analysis.add(look, answer: try recognize(look.digit.map { [$0] } ?? []).first)
  }

  private func recognize(_ digits: [DigitImage]) throws(NetworkError) -> [Probabilities] {
    digits.isEmpty ? [] : try recognizer.probabilities(of: digits.flatMap(\.pixels)[...])
  }
}

extension InkReader.View {
  /// Of the area that two boxes cover together.
  private static let sameInk: Float = 0.3

  /// Whether the ink that the network marks is that in `box` of the picture.
  fileprivate func shows(_ box: PixelBox) -> Bool {
    ink.map { window.inPicture($0.box).overlap(with: box) >= Self.sameInk } ?? false
  }
}

extension ScanNormalizer.Reading {
  /// The picture as the ink network wants it, without dark bands along its edges, and so that a picture and its negative
  /// get the same answer.
  fileprivate var searchedPicture: GrayImage {
    let part = extraction.part.map { picture.cropped(to: $0) } ?? picture
    return extraction.measurements?.polarity == .light ? part.inverted() : part
  }

  /// Whether the digit that the rules found may be a line.
  fileprivate var mayBeLine: Bool { extraction.measurements?.mayBeLine ?? false }

  /// Where the rules found the digit in `searchedPicture`.
  fileprivate var boxInSearchedPicture: PixelBox? {
    let part = extraction.part
    return extraction.measurements?.box.moved(right: -(part?.x ?? 0), down: -(part?.y ?? 0))
  }
}

extension GrayImage {
  /// The part around `box`, some times as large; with the box in its pixels.
  fileprivate func cropped(around box: PixelBox, times: Int) -> (picture: GrayImage, box: PixelBox) {
    let part = box.grown(by: box.longestSide * (times - 1) / 2 + 2).clipped(to: self)
    return (cropped(to: part), box.moved(right: -part.x, down: -part.y))
  }
}
