import DigitRecognition
import Inputs
import NumberReading

/// Inputs → contact sheets that show what the network saw of each, and what it answered.
public struct PreviewRun {
  /// The most sheets of a run: 1,200 entries, 45 MB of thumbnails of digits or 88 MB of numbers.
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

  private let entry: (ClassificationInput) throws -> ContactSheetEntry

  /// Makes a run that reads digits with these models.
  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    entry = DigitEntries(cascade, options).entry
  }

  /// Makes a run that reads numbers.
  public init(numbers settings: NumberReader.Settings) {
    entry = NumberEntries(settings).entry
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
    let skipped = try Self.forEach(arguments, outputs: outputs) { input in
      if selection.isFull { return selection.leaveOut() }
      let entry = try entry(input)
      if entry.standing == .failed { failed += 1 }
      selection.add(entry)
    }
    let sheets = ContactSheet.pages(of: selection.entries)
    return Result(sheets: sheets, leftOut: selection.leftOut, failed: failed, skipped: skipped)
  }

  /// Calls `body` with one input after another and returns what was skipped in folders. Throws `noInput` when there is
  /// none, and `outputIsInput` for an input that is of `outputs`.
  static func forEach(
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
}
