import Files
import ImageIngestion
import Imaging

/// From file to 28×28: reads, decodes and normalises one scan after another. One instance belongs to one worker.
public final class ScanNormalizer {
  /// A decoded picture and what is in it.
  public struct Reading: Sendable {
    /// The picture, upright.
    public var picture: GrayImage
    /// Pixels of the file for each of `picture`, along a side.
    public var scale: Int
    /// What the rules found in the picture.
    public var extraction: Extraction
    /// Whether the file has more detail than `picture`, and the digit is so small, fine or faint that it may matter.
    let isTooCoarse: Bool

    fileprivate init(_ decoded: ImageDecoder.Decoded, _ extractor: DigitExtractor) {
      (picture, scale) = (decoded.image, decoded.scale)
      extraction = extractor.extract(from: decoded.image)
      isTooCoarse = decoded.isCoarse && !(extraction.measurements?.showDetail ?? false)
    }
  }

  /// What finds the ink.
  public enum Finder: String, Sendable, CaseIterable {
    /// Rules, and the ink network where they are doubtful.
    case auto
    case rules, network
  }

  /// How scans are read; the same for all workers.
  public struct Options: Sendable, Equatable {
    /// nil decides for each picture.
    public var polarity: Polarity?
    /// Pictures with more pixels are refused before memory is taken.
    public var maximumPixels = 100_000_000
    /// Larger files are refused before memory is taken.
    public var maximumFileSize = ByteSize.megabytes(256)
    /// What finds the ink.
    public var finder = Finder.auto
    /// What a progressive JPEG may take beside its picture; nil for what the decoder allows.
    public var maximumCoefficientBytes: Int?

    /// The limits and choices of `digits classify` without options.
    public init() {}
  }

  private let reader: FileReader
  private let decoder: ImageDecoder
  private let extractor: DigitExtractor

  /// Makes a normalizer for one thread.
  public init(_ options: Options = Options()) {
    reader = FileReader(FileReader.Limits(maximumSize: options.maximumFileSize, option: "--max-file-size"))
    var decoder = ImageDecoder(maximumPixels: options.maximumPixels)
    if let limit = options.maximumCoefficientBytes { decoder.maximumCoefficientBytes = limit }
    self.decoder = decoder
    extractor = DigitExtractor(polarity: options.polarity)
  }

  /// The scan with all that was found in it.
  public func read(_ path: FilePath) -> Result<Reading, Unreadable> {
    do throws(FileError) {
      return reading(of: try reader.read(path))
    } catch {
      return .failure(Unreadable(error))
    }
  }

  /// The same, of a file or of bytes.
  func read(_ input: ClassificationInput) -> Result<Reading, Unreadable> {
    input.bytes?.withUnsafeBytes(reading) ?? read(input.path)
  }

  /// The same, of the bytes that a file holds.
  private func reading(of bytes: UnsafeRawBufferPointer) -> Result<Reading, Unreadable> {
    do throws(IngestionError) {
      var reading = Reading(try decoder.decode(bytes, coarsely: true), extractor)
      let isCoarse = !reading.isTooCoarse
      if !isCoarse { reading = Reading(try decoder.decode(bytes, coarsely: false), extractor) }
      guard reading.extraction.mayBeClearerInColor else { return .success(reading) }
      let channels = try decoder.channels(of: bytes, coarsely: isCoarse)
      if let better = extractor.extract(fromChannels: channels, betterThan: reading.extraction) {
        (reading.picture, reading.extraction) = better
      }
      return .success(reading)
    } catch {
      return .failure(Unreadable(error))
    }
  }
}
