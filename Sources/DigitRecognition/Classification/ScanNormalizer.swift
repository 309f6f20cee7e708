import ImageIngestion

/// From file to 28×28: reads, decodes and normalises one scan after another. One instance belongs to one worker.
public final class ScanNormalizer {
  public enum Outcome: Equatable, Sendable {
    case digit(DigitImage)
    /// A readable picture without a digit.
    case blank
    /// No picture, and why.
    case unreadable(reason: String)
  }

  /// How scans are read; the same for all workers.
  public struct Options: Sendable, Equatable {
    /// nil decides for each picture.
    public var polarity: Polarity?
    /// Pictures with more pixels are refused before memory is taken.
    public var maximumPixels = 100_000_000

    public init() {}
  }

  private let reader = FileReader()
  private let decoder: ImageDecoder
  private let extractor: DigitExtractor

  public init(_ options: Options = Options()) {
    decoder = ImageDecoder(maximumPixels: options.maximumPixels)
    extractor = DigitExtractor(polarity: options.polarity)
  }

  public func normalize(_ path: FilePath) -> Outcome {
    do {
      let image = try decoder.decode(reader.read(path))
      return extractor.extract(from: image).digit.map { .digit($0) } ?? .blank
    } catch RecognitionError.unreadableFile(_, let reason) {
      return .unreadable(reason: reason)
    } catch {
      return .unreadable(reason: String(describing: error))
    }
  }
}
