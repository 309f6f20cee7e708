import DigitRecognition

/// Reads digits for a contact sheet.
struct DigitEntries {
  private let classifier: Classifier
  private let policy = ReviewPolicy()

  init(_ cascade: Cascade, _ options: ScanNormalizer.Options) {
    classifier = Classifier(cascade: cascade, options: options)
  }

  func entry(for input: ClassificationInput) throws -> ContactSheetEntry {
    let analysis = try classifier.analyze(input, keepingPictures: true)
    let result = analysis.result
    let verdict = policy.verdict(of: result)
    var entry = ContactSheetEntry(
      pictures: analysis.pictures(of: result), name: input.path.text, answer: verdict.status.rawValue,
      note: verdict.message, standing: ContactSheetEntry.Standing(verdict.status))
    switch result {
    case .digit(let reading):
      let probabilities = reading.probabilities
      entry.answer = "\(probabilities.digit)  \(probabilities.confidence.fourDecimals)  \(verdict.status.rawValue)"
      if verdict.message.isEmpty { entry.note = "\(reading.measurements.polarity.rawValue) ink" }
    case .several(let digits):
      entry.answer = "\(digits.count) digits  \(verdict.status.rawValue)"
      entry.note = "one by one: " + digits.map { String($0.probabilities.digit) }.joined(separator: " ")
    case .blank, .failed: break
    }
    return entry
  }
}

extension ContactSheetEntry.Standing {
  init(_ status: ScanStatus) {
    switch status {
    case .ok, .blank: self = .sure
    case .review: self = .doubtful
    case .error: self = .failed
    }
  }
}
