import ImageIngestion
import Imaging

/// One picture on its way to a result: what was found in it, and what each reader made of that.
package struct ScanAnalysis {
  /// What the rules found; nil where there is no picture, and why.
  private let extraction: Result<Extraction, Unreadable>
  /// Pixels of the file for each of the decoded picture, along a side.
  private let scale: Int
  /// Whether the digit that the rules found counts.
  private let usesRules: Bool
  /// The picture and the ink that the rules found in it, kept for people to look at.
  var shown: (picture: GrayImage, ink: GrayImage)?

  /// What the rules' digit was taken for.
  private(set) var ruleAnswer: Probabilities?
  /// The same of the digit with the ink close beside it.
  private(set) var unitedAnswer: Probabilities?
  /// The same of the groups of ink beside it, one for each.
  private(set) var neighbourAnswers: [Probabilities] = []
  /// What the ink network saw, where it was asked; the first is the closest.
  private(set) var looks: [InkReader.View] = []
  /// Whether the ink network takes the whole picture for something else than one digit or an empty page.
  var seesMore = false
  /// What the digits of these looks' ink were taken for, where they have any.
  private(set) var maskAnswers: [Probabilities] = []

  init(failure: Unreadable) {
    (extraction, scale, usesRules) = (.failure(failure), 1, false)
  }

  init(_ reading: ScanNormalizer.Reading, usesRules: Bool) {
    (extraction, scale, self.usesRules) = (.success(reading.extraction), reading.scale, usesRules)
  }

  /// The digits that the rules found: the digit, with what lies close beside it, and those beside it.
  var ruleDigits: [DigitImage] {
    guard let found, let digit = found.digit else { return [] }
    return [digit] + (found.united.map { [$0.digit] } ?? []) + found.neighbours.map(\.digit)
  }

  /// `answers` are those to `ruleDigits`.
  mutating func add(answersToRules answers: [Probabilities]) {
    var answers = answers[...]
    ruleAnswer = answers.popFirst()
    if found?.united != nil { unitedAnswer = answers.popFirst() }
    neighbourAnswers = Array(answers)
  }

  /// `answer` is what the digit of the look's ink was taken for.
  mutating func add(_ look: InkReader.View, answer: Probabilities?) {
    looks.append(look)
    if let answer { maskAnswers.append(answer) }
  }

  private var found: Extraction? {
    usesRules ? try? extraction.get() : nil
  }

  /// What has been said so far.
  var ensemble: Ensemble {
    var ensemble = networkEnsemble
    // Of a digit in pieces, the rules have seen one.
    if piecesSeenByNetwork.isEmpty { ensemble.rules = isInPieces ? unitedAnswer : ruleAnswer }
    return ensemble
  }

  /// What the ink network says.
  private var networkEnsemble: Ensemble {
    Ensemble(
      mask: maskAnswers.isEmpty ? nil : .pooled(maskAnswers), window: looks.isEmpty ? nil : .pooled(looks.map(\.answer))
    )
  }

  package var result: ScanResult {
    let extraction: Extraction
    switch self.extraction {
    case .success(let success): extraction = success
    case .failure(let failure): return .failed(failure)
    }
    if let several { return .several(several) }
    switch extraction.result {
    case .success(let (_, measurements)):
      return isBlank(measurements) ? .blank(.nothingLikeADigit) : reading(measurements) ?? .blank(.nothingLikeADigit)
    case .failure(let reason):
      guard let look = looks.first, let ink = look.ink else { return .blank(reason) }
      return reading(ink.measurements(in: look.window)) ?? .blank(reason)
    }
  }

  /// Whether the ink network sees an empty page where the rules have found something doubtful.
  private func isBlank(_ measurements: InkMeasurements) -> Bool {
    guard !measurements.isPlain, let look = looks.first else { return false }
    return measurements.mayBeLine ? look.isRatherEmpty : look.isEmpty && !(ruleAnswer?.isDigit ?? false)
  }

  /// nil where nobody has an opinion on a digit. `measurements` are in pixels of the decoded picture.
  private func reading(_ measurements: InkMeasurements) -> ScanResult? {
    let ensemble = ensemble
    guard let answer = ensemble.pooled else { return nil }
    var measurements = measurements
    let learned = looks.first { $0.digit != nil }
    let byRules = isInPieces ? found?.united?.digit : found?.digit
    guard let image = (measurements.isPlain ? nil : learned?.digit) ?? byRules ?? learned?.digit else { return nil }
    if !measurements.isPlain, let learned, let ink = learned.ink {
      measurements.box = inPicture(learned.window.inPicture(ink.box))
    }
    measurements = measurements.scaled(by: scale)
    measurements.neighbourCount = max(0, weightyNeighbourCount)
    let isDisputed = seesMore || ensemble.areDisputed(on: answer.digit)
    return .digit(
      DigitReading(
        answer, image: image, measurements: measurements, isDisputed: isDisputed, neededSecondLook: !looks.isEmpty))
  }

  /// A box in the part of the picture that was searched, in pixels of the whole picture.
  private func inPicture(_ box: PixelBox) -> PixelBox {
    guard let part = (try? extraction.get())?.part else { return box }
    return box.moved(right: part.x, down: part.y)
  }
}

extension ScanAnalysis {
  /// Whether the digit and the ink close beside it are the pieces of one: together they are surely a digit, and they lie
  /// as pieces do, or the digit alone is none.
  private var isInPieces: Bool {
    guard let unitedAnswer, unitedAnswer.isSurelyDigit, let ruleAnswer, let united = found?.united else { return false }
    return united.shape != .sideBySide || !ruleAnswer.isSurelyDigit
  }

  /// Whether the digit is a ring so even that it may be a bubble of a form, or a tick box.
  var looksPrinted: Bool {
    guard let ruleAnswer, ruleAnswer.digit == 0, let digit = found?.digit else { return false }
    return digit.mirrorDifference < Self.evenness
  }

  private static let evenness: Float = 0.25

  /// How many neighbours are a reason to look: whole and as dark as the digit, or digits themselves.
  private var weightyNeighbourCount: Int {
    let pieces = piecesSeenByNetwork
    let count = zip(found?.neighbours ?? [], neighbourAnswers).count { neighbour, answer in
      (!neighbour.touchesBorder && !neighbour.isFaint || answer.isDigit) && !pieces.contains(neighbour.box)
    }
    return isInPieces && pieces.isEmpty ? count - 1 : count
  }

  /// The network must be as sure as this that several pieces are one digit.
  private static let sureOfWhole: Float = 0.98

  /// The neighbours that are pieces of the digit, as the ink network sees it: it marks the ink of all of them and reads
  /// one digit, without doubt.
  private var piecesSeenByNetwork: [PixelBox] {
    let ensemble = networkEnsemble
    guard let found, let measurements = found.measurements, !found.neighbours.isEmpty,
      let mask = ensemble.mask, let window = ensemble.window, mask.digit == window.digit,
      min(mask.confidence, window.confidence) >= Self.sureOfWhole,
      let look = looks.first(where: { $0.digit != nil }), let ink = look.ink
    else { return [] }
    let whole = inPicture(look.window.inPicture(ink.box))
    guard whole.holdsMost(of: measurements.box) else { return [] }
    return found.neighbours.map(\.box).filter(whole.holdsMost)
  }

  /// The digits in the picture where there are two or more; what the edge of the picture cuts off does not count.
  var several: [PlacedDigit]? { severalWithImages?.map(\.digit) }

  private var severalWithImages: [(digit: PlacedDigit, image: DigitImage)]? {
    guard let found, let measurements = found.measurements, let ruleAnswer, !isInPieces else { return nil }
    var digits = zip(found.neighbours, neighbourAnswers).filter { !$0.touchesBorder && $1.isDigit }
      .map { (digit: PlacedDigit($1, box: $0.box.scaled(by: scale)), image: $0.digit) }
    guard !digits.isEmpty else { return nil }
    if ruleAnswer.isDigit, let image = found.digit {
      digits.append((PlacedDigit(ruleAnswer, box: measurements.box.scaled(by: scale)), image))
    }
    return digits.count > 1 ? digits.inReadingOrder(by: \.digit.box) : nil
  }

  /// The 28×28 of each digit of `result`, in the order of its digits.
  package func images(of result: ScanResult) -> [DigitImage] {
    switch result {
    case .digit(let reading): [reading.image]
    case .several: severalWithImages?.map(\.image) ?? []
    case .blank, .failed: []
    }
  }

  /// For a contact sheet: with the 28×28, the ink that it was made of.
  package func pictures(of result: ScanResult) -> ScanPictures {
    let image = result.reading?.image
    let look = usesRules ? image.flatMap { image in looks.first { $0.digit == image } } : looks.first
    let allInk = isInPieces || several != nil ? found?.inkMaskWithNeighbours : shown?.ink
    return ScanPictures(
      original: shown?.picture, ink: look?.mask ?? allInk, digit: image,
      boxes: result.digits.map { $0.box.reduced(by: scale) })
  }
}

extension Probabilities {
  private static let sureConfidence: Float = 0.9

  /// Whether a digit is likelier than anything else.
  var isDigit: Bool { confidence >= 0.5 && confidence > notADigit }
  var isSurelyDigit: Bool { confidence >= Self.sureConfidence }
}

/// The answers of several readers for one digit; nil where a reader was not asked or found nothing.
package struct Ensemble {
  /// The answer to the ink that the rules found.
  var rules: Probabilities?
  /// The answer to the ink that the ink network found.
  var mask: Probabilities?
  /// The answer of the ink network itself.
  var window: Probabilities?

  package init(rules: Probabilities? = nil, mask: Probabilities? = nil, window: Probabilities? = nil) {
    self.rules = rules
    self.mask = mask
    self.window = window
  }

  /// The pooled answer; nil where no reader has read a digit.
  package var pooled: Probabilities? {
    guard rules != nil || mask != nil else { return nil }
    return Probabilities.pooled([rules, mask, window].compactMap { $0 })
  }

  /// From here on, the ink network's doubt that there is a digit counts: it sees more of the picture than 28×28 pixels.
  private static let leastDoubt: Float = 0.2

  /// Whether a reader takes the digit for another, or the ink network may take it for none.
  func areDisputed(on digit: Int) -> Bool {
    if [rules, mask, window].contains(where: { $0.map { $0.digit != digit } ?? false }) { return true }
    return (window?.notADigit ?? 0) > Self.leastDoubt
  }
}

extension InkReader.View {
  /// From this likelihood on, a page on which the network marks no ink counts as empty.
  private static let emptiness: Float = 0.9
  /// From this likelihood on, a page holds letters, several digits or marks.
  private static let otherness: Float = 0.5

  /// Whether there is something, but not one digit.
  var seesSomethingElse: Bool { answer.notADigit - blankness > Self.otherness }

  /// Whether there is nothing on the page.
  var isEmpty: Bool { ink == nil && blankness > Self.emptiness }
  /// Whether that is likelier than not.
  var isRatherEmpty: Bool { ink == nil && blankness > 0.5 }
}
