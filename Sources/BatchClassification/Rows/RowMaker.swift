import DigitRecognition
import Files
import NeuralNetwork

/// Inputs → rows: what reads the pictures, by which options, and how that is written. Runs, workers, resuming, shards and
/// merging are the same for all that conform.
public protocol RowMaker: Sendable {
  /// A reader that belongs to one thread: one row for each input, in order. An input's row does not depend on the others.
  typealias Worker = ([ClassificationInput]) throws -> [Row]

  /// What comes before the first row; nothing in JSON lines.
  var header: String { get }
  /// What a row gives when all is well, in the singular: for example "digit".
  var noun: String { get }
  /// The networks that may be asked. Reads those that were not needed before.
  var models: [Model] { get throws(NetworkError) }
  /// All other options that decide the rows, by the names that the user knows.
  var settings: [String: String] { get }

  /// Makes a reader for one thread.
  func makeWorker() -> Worker
}

extension ScanNormalizer.Options {
  /// By the names of the options.
  var settings: [String: String] {
    [
      "--polarity": polarity?.rawValue ?? "auto", "--max-pixels": "\(maximumPixels)",
      "--max-file-size": "\(maximumFileSize.bytes) bytes",
    ]
  }
}
