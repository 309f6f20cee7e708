import ImageIngestion
import Imaging

/// From file to 28×28: reads, decodes and normalises one scan after another. One instance belongs to one worker.
public final class ScanNormalizer {
  public enum Outcome: Equatable, Sendable {
    case digit(DigitImage)
    /// A readable picture without a digit.
    case blank
    /// No picture, and why.
    case unreadable(reason: String)
  }

  /// A decoded picture and what is in it.
  public struct Reading: Sendable {
    public var picture: GrayImage
    public var extraction: Extraction
  }

  /// Why there is no picture.
  public struct Unreadable: Error {
    public var reason: String
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
    switch read(path) {
    case .success(let reading): reading.extraction.digit.map { .digit($0) } ?? .blank
    case .failure(let failure): .unreadable(reason: failure.reason)
    }
  }

  /// The scan with all that was found in it.
  public func read(_ path: FilePath) -> Result<Reading, Unreadable> {
    do {
      let picture = try decoder.decode(reader.read(path))
      return .success(Reading(picture: picture, extraction: extractor.extract(from: picture)))
    } catch let error as IngestionError {
      return .failure(Unreadable(reason: error.description))
    } catch RecognitionError.unreadableFile(_, let reason) {
      return .failure(Unreadable(reason: reason))
    } catch {
      return .failure(Unreadable(reason: String(describing: error)))
    }
  }
}
