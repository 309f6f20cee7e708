import ImageEncoding
import ImageIngestion
import Imaging

/// Inputs → a contact sheet that shows what the network saw of each, and what it answered.
public struct PreviewRun {
  /// A sheet, and how many inputs found no place on it.
  public struct Result {
    /// The bytes of a PNG file.
    public var png: [UInt8]
    public var entries: Int
    public var leftOut: Int
  }

  private let classifier: Classifier
  private let policy = ReviewPolicy()

  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    classifier = Classifier(cascade: cascade, options: options)
  }

  /// The first `ContactSheet.maximumEntries` of the inputs; throws `noInput` when there is none.
  public func run(_ arguments: [InputList.Argument]) throws -> Result {
    var inputs = InputList(arguments)
    var entries: [ContactSheetEntry] = []
    var leftOut = 0
    while let input = inputs.next(limit: 1).first {
      if entries.count < ContactSheet.maximumEntries {
        entries.append(try entry(for: input))
      } else {
        leftOut += 1
      }
    }
    guard !entries.isEmpty else { throw RecognitionError.noInput(detail: "nothing to show") }
    let png = try ImageEncoder.png(rgb: ContactSheet(entries: entries).render())
    return Result(png: png, entries: entries.count, leftOut: leftOut)
  }

  private func entry(for input: ClassificationInput) throws -> ContactSheetEntry {
    let analysis = try classifier.analyze(input, keepingPictures: true)
    let result = analysis.result
    let verdict = policy.verdict(of: result)
    var entry = ContactSheetEntry(
      pictures: analysis.pictures(of: result), name: input.path.text, answer: verdict.status.rawValue,
      note: verdict.message,
      standing: verdict.status == .error ? .failed : verdict.status == .review ? .doubtful : .sure)
    if let reading = result.reading {
      let probabilities = reading.probabilities
      entry.answer = "\(probabilities.digit)  \(probabilities.confidence.fourDecimals)  \(verdict.status.rawValue)"
      if verdict.message.isEmpty { entry.note = "\(reading.findings.polarity.rawValue) ink" }
    }
    return entry
  }
}
