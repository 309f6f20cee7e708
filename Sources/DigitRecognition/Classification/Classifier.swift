import ImageIngestion
import Imaging
import NeuralNetwork

/// File → digit, for one worker thread, which owns all the memory it needs.
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

  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    normalizer = ScanNormalizer(options)
    recognizer = Recognizer(cascade)
    finder = options.finder
    inkReader = options.finder == .rules ? nil : cascade.ink.map(InkReader.init)
  }

  /// One result for each input, in order. An input's result does not depend on the others.
  public func classify(_ inputs: [ClassificationInput]) throws(NetworkError) -> [Classification] {
    try examine(inputs).map(\.classification)
  }

  /// The same with what the network saw.
  public func look(at inputs: [ClassificationInput]) throws(NetworkError) -> [SeenClassification] {
    try examine(inputs).map(\.seen)
  }

  /// The same with all that led to the results; with pictures, for people to look at, if they are to be kept.
  func examine(_ inputs: [ClassificationInput], keepingPictures: Bool = false) throws(NetworkError) -> [Examination] {
    var cases: [Examination] = []
    for input in inputs { cases.append(try open(input, keepingPictures: keepingPictures)) }
    try recognize(&cases, \.ruleDigits) { $0.ruleAnswer = $1.first }
    for index in cases.indices { try lookCloser(&cases[index]) }
    try recognize(&cases, \.unrecognizedDigits) { $0.add($1) }
    for index in cases.indices { try lookAround(&cases[index]) }
    try recognize(&cases, \.unrecognizedDigits) { $0.add($1) }
    return cases
  }

  /// Reads a picture by the rules, and by the ink network where they are doubtful: what is left is small.
  private func open(_ input: ClassificationInput, keepingPictures: Bool) throws(NetworkError) -> Examination {
    if let problem = input.problem { return Examination(problem: problem) }
    let reading: ScanNormalizer.Reading
    switch normalizer.read(input) {
    case .success(let success): reading = success
    case .failure(let failure): return Examination(problem: failure)
    }
    var examination = Examination(reading)
    if keepingPictures { examination.shown = (reading.picture, reading.extraction.inkMask) }
    if let inkReader, finder == .network || !reading.extraction.isPlain {
      examination.looks = try inkReader.read(reading.darkOnLight)
      if finder == .network { examination.ruleDigit = nil }
    } else if inkReader != nil, let box = reading.extraction.findings?.box {
      examination.surroundings = reading.darkOnLight.cropped(around: box, times: Classifier.surroundings)
    }
    return examination
  }

  /// Asks the ink network about a digit that the rules found without doubt but the networks did not recognise.
  private func lookCloser(_ examination: inout Examination) throws(NetworkError) {
    guard let inkReader, let part = examination.surroundings else { return }
    guard let answer = examination.ruleAnswer, answer.confidence < Classifier.sureConfidence else {
      examination.surroundings = nil
      return
    }
    examination.looks.append(try inkReader.look(through: InkWindow(around: part.box), at: part.picture))
  }

  /// Where that has not settled it, asks about more of the picture too.
  private func lookAround(_ examination: inout Examination) throws(NetworkError) {
    guard let inkReader, let picture = examination.surroundings?.picture else { return }
    examination.surroundings = nil
    let opinions = examination.opinions
    guard let answer = opinions.pooled,
      answer.confidence < Classifier.settledConfidence || opinions.areDisputed(on: answer.digit)
    else { return }
    examination.looks.append(try inkReader.look(through: InkWindow(wholeOf: picture), at: picture))
  }

  /// Reads the digits of all cases together, and hands each case the answers to its own, where it has any.
  private func recognize(
    _ cases: inout [Examination], _ digits: KeyPath<Examination, [DigitImage]>,
    store: (inout Examination, ArraySlice<Probabilities>) -> Void
  ) throws(NetworkError) {
    let digits = cases.map { $0[keyPath: digits] }
    let pixels = digits.joined().flatMap(\.pixels)
    guard !pixels.isEmpty else { return }
    var answers = try recognizer.probabilities(of: pixels[...])[...]
    for (index, own) in digits.enumerated() where !own.isEmpty {
      store(&cases[index], answers.prefix(own.count))
      answers = answers.dropFirst(own.count)
    }
  }
}

extension ScanNormalizer.Reading {
  /// The picture as the ink network wants it, so that a picture and its negative get the same answer.
  fileprivate var darkOnLight: GrayImage {
    extraction.findings?.polarity == .light ? picture.inverted() : picture
  }
}

extension GrayImage {
  /// The part around `box`, some times as large; with the box in its pixels.
  fileprivate func cropped(around box: PixelBox, times: Int) -> (picture: GrayImage, box: PixelBox) {
    let margin = max(box.width, box.height) * (times - 1) / 2 + 2
    let (left, top) = (max(0, box.x - margin), max(0, box.y - margin))
    let (right, bottom) = (min(width, box.x + box.width + margin), min(height, box.y + box.height + margin))
    let part = cropped(to: PixelBox(x: left, y: top, width: right - left, height: bottom - top))
    return (part, PixelBox(x: box.x - left, y: box.y - top, width: box.width, height: box.height))
  }
}
