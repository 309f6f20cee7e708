import DigitRecognition
import Inputs

/// Inputs → contact sheets that show what the network saw of each, and what it answered; or the 28×28 alone.
public struct PreviewRun {
  /// The most sheets of a run: 1,200 entries, 45 MB of thumbnails.
  public static let maximumSheets = 50

  /// Sheets, and what is not on them.
  public struct Result {
    /// The sheets, in order.
    public var sheets: [ContactSheet]
    /// How many inputs found no place.
    public var leftOut: Int
    /// How many of the inputs that were read are errors.
    public var failed: Int
    /// What folders held beside images.
    public var skipped: FolderWalker.Skipped
  }

  let classifier: Classifier
  private let policy = ReviewPolicy()

  /// Makes a run that reads with these models.
  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    classifier = Classifier(cascade: cascade, options: options)
  }

  /// The first inputs, as many as `maximumSheets` sheets hold. If doubtful ones are to be first, all inputs are read to
  /// find them: then come those that cannot be read, and then all others. Throws `noInput` when there is none, and
  /// `outputIsInput` for an input that is of `outputs`.
  public func run(
    _ arguments: [InputList.Argument], doubtfulFirst: Bool = false, maximumSheets: Int = maximumSheets,
    outputs: OutputGuard = OutputGuard()
  ) throws -> Result {
    var selection = PreviewSelection(
      limit: maximumSheets * ContactSheet.maximumEntries, doubtfulFirst: doubtfulFirst)
    var failed = 0
    let skipped = try forEach(arguments, outputs: outputs) { input in
      if selection.isFull { return selection.leaveOut() }
      let entry = try entry(for: input)
      if entry.standing == .failed { failed += 1 }
      selection.add(entry)
    }
    let sheets = ContactSheet.pages(of: selection.entries)
    return Result(sheets: sheets, leftOut: selection.leftOut, failed: failed, skipped: skipped)
  }

  /// Calls `body` with one input after another and returns what was skipped in folders. Throws `noInput` when there is
  /// none, and `outputIsInput` for an input that is of `outputs`.
  func forEach(
    _ arguments: [InputList.Argument], outputs: OutputGuard, _ body: (ClassificationInput) throws -> Void
  ) throws -> FolderWalker.Skipped {
    var inputs = InputList(arguments)
    var isEmpty = true
    while let input = inputs.next(limit: 1).first {
      isEmpty = false
      try outputs.check(input.path)
      try body(input)
    }
    if let mistake = inputs.mistake { throw mistake }
    if isEmpty { throw InputList.nothing(in: arguments, skipped: inputs.skipped) }
    return inputs.skipped
  }

  private func entry(for input: ClassificationInput) throws -> ContactSheetEntry {
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
