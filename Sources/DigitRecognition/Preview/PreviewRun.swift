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

  private let normalizer: ScanNormalizer
  private let recognizer: Recognizer
  private let formatter = RowFormatter()

  public init(cascade: Cascade, options: ScanNormalizer.Options) {
    normalizer = ScanNormalizer(options)
    recognizer = Recognizer(cascade)
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
    let name = input.path.text
    let reading: ScanNormalizer.Reading
    switch normalizer.read(input.path) {
    case .success(let success): reading = success
    case .failure(let failure):
      return ContactSheetEntry(
        pictures: .init(), name: name, answer: RowFormatter.Status.error.rawValue,
        note: input.problem ?? failure.reason, standing: .failed)
    }
    let pictures = ContactSheetEntry.Pictures(
      original: reading.picture, ink: reading.extraction.inkMask, digit: reading.extraction.digit)
    switch reading.extraction.result {
    case .success(let (digit, findings)):
      return try entry(digit, findings, pictures: pictures, name: name)
    case .failure(let reason):
      return ContactSheetEntry(
        pictures: pictures, name: name, answer: RowFormatter.Status.blank.rawValue, note: ReviewReason.text(of: reason))
    }
  }

  private func entry(
    _ digit: DigitImage, _ findings: Findings, pictures: ContactSheetEntry.Pictures, name: String
  ) throws -> ContactSheetEntry {
    let probabilities = try recognizer.probabilities(of: digit.pixels[...])[0]
    let status = formatter.status(of: .digit(probabilities, findings))
    return ContactSheetEntry(
      pictures: pictures, name: name,
      answer: "\(probabilities.digit)  \(RowFormatter.decimal(probabilities.confidence))  \(status.rawValue)",
      note: "\(findings.polarity.rawValue) ink", standing: status == .ok ? .sure : .doubtful)
  }
}
