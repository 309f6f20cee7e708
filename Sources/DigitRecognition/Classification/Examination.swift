import ImageIngestion
import Imaging

/// One input on its way to a result: what was found in it, and what each reader made of it.
struct Examination {
  /// Why there is no picture.
  var problem: Unreadable?
  var reading: Result<(digit: DigitImage, findings: Findings), NoDigit>?
  /// What the rules found, normalised; nil where they are not asked.
  var ruleDigit: DigitImage?
  /// What the ink network saw, where it was asked; the first is the closest.
  var looks: [InkReader.Look] = []
  /// What the rules' digit was taken for.
  var ruleAnswer: Probabilities?
  /// What the digits of the first looks were taken for; `recognizedLooks` of them have been asked about.
  private(set) var maskAnswers: [Probabilities] = []
  private var recognizedLooks = 0
  /// Kept while the ink network may still be asked about a plain picture.
  var surroundings: (picture: GrayImage, box: PixelBox)?
  /// The picture and the ink that the rules found in it, kept for people to look at.
  var shown: (picture: GrayImage, ink: GrayImage)?

  init(problem: Unreadable) {
    self.problem = problem
  }

  init(_ reading: ScanNormalizer.Reading) {
    self.reading = reading.extraction.result.map { ($0.digit, $0.findings.scaled(by: reading.scale)) }
    ruleDigit = reading.extraction.digit
    scale = reading.scale
  }

  /// Pixels of the file for each of the decoded picture, along a side.
  private var scale = 1

  /// By the rules: one or none.
  var ruleDigits: [DigitImage] { ruleDigit.map { [$0] } ?? [] }

  /// By the ink network's masks, of the looks that nobody has been asked about yet.
  var unrecognizedDigits: [DigitImage] { looks.dropFirst(recognizedLooks).compactMap(\.digit) }

  /// `answers` are those to `unrecognizedDigits`.
  mutating func add(_ answers: some Sequence<Probabilities>) {
    maskAnswers += answers
    recognizedLooks = looks.count
  }

  /// What has been said so far.
  var opinions: Opinions {
    Opinions(
      rules: ruleAnswer, mask: maskAnswers.isEmpty ? nil : .pooled(maskAnswers),
      window: looks.isEmpty ? nil : .pooled(looks.map(\.answer)))
  }

  var classification: Classification {
    if let problem { return .error(reason: problem.reason, cause: problem.cause) }
    let opinions = opinions
    switch reading {
    case .success(let (_, findings)):
      if !findings.isPlain, looks.first?.isEmpty ?? false { return .blank(.nothingLikeADigit) }
      return opinions.pooled.map { .digit($0, findings, isDisputed: opinions.areDisputed(on: $0.digit)) }
        ?? .blank(.nothingLikeADigit)
    case .failure(let reason):
      guard let look = looks.first, let ink = look.ink, let answer = opinions.pooled else { return .blank(reason) }
      return .digit(
        answer, ink.findings(in: look.window).scaled(by: scale), isDisputed: opinions.areDisputed(on: answer.digit))
    case nil: return .blank(.noInk)
    }
  }
}

extension Examination {
  /// For a contact sheet: where the ink network was asked, its ink.
  var pictures: ContactSheetEntry.Pictures {
    guard case .digit(let digit, _) = outcome.normalized else {
      return ContactSheetEntry.Pictures(original: shown?.picture, ink: shown?.ink)
    }
    return ContactSheetEntry.Pictures(original: shown?.picture, ink: looks.first?.mask ?? shown?.ink, digit: digit)
  }

  /// The digit that was read, and what it was taken for.
  struct Outcome: Sendable {
    var normalized: ScanNormalizer.Outcome
    /// nil where there is no digit.
    var answer: Probabilities?
  }

  var outcome: Outcome {
    switch classification {
    case .digit(let answer, let findings, _):
      // Either found it, or there would be no answer.
      let learnedDigit = looks.lazy.compactMap(\.digit).first
      let digit = (findings.isPlain ? nil : learnedDigit) ?? ruleDigit ?? learnedDigit ?? DigitImage()
      return Outcome(normalized: .digit(digit, findings), answer: answer)
    case .blank(let reason): return Outcome(normalized: .blank(reason))
    case .error(let reason, _): return Outcome(normalized: .unreadable(reason: reason))
    }
  }
}

extension Examination {
  var seen: SeenClassification {
    guard case .digit(let digit, _) = outcome.normalized else { return SeenClassification(result: classification) }
    return SeenClassification(result: classification, digit: digit)
  }
}

/// What several readers make of one digit; nil where one was not asked or found nothing.
struct Opinions {
  /// Of the ink that the rules found.
  var rules: Probabilities?
  /// Of the ink that the network found.
  var mask: Probabilities?
  /// Of the ink network itself.
  var window: Probabilities?

  /// What they come to; nil where there is no opinion on a digit.
  var pooled: Probabilities? {
    guard rules != nil || mask != nil else { return nil }
    return Probabilities.pooled([rules, mask, window].compactMap { $0 })
  }

  /// Whether the ink network, which sees more of the picture than a digit of 28×28 pixels, is there and says otherwise.
  func areDisputed(on digit: Int) -> Bool {
    guard let window else { return false }
    return window.digit != digit || window.notADigit > window.confidence
  }
}

extension InkReader.Look {
  /// From this likelihood on, a page on which the network marks no ink counts as empty.
  private static let emptiness: Float = 0.9

  /// Whether there is nothing on the page.
  var isEmpty: Bool { ink == nil && blankness > Self.emptiness }
}
