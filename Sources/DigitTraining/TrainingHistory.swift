import DigitRecognition
import Files

/// The log of a training, epoch by epoch, read again: a CSV with the columns
/// `epoch,images,seconds,images_per_second,loss,learning_rate,held_out_accuracy,held_out_loss`, and of a fine-tuning
/// `others_accuracy,others_loss`; the last four may be empty, and the last two missing.
public struct TrainingHistory: Sendable, Equatable {
  /// One row of the log.
  public struct Epoch: Sendable, Equatable {
    /// Counted from 1.
    public var epoch: Int
    /// Mean cross-entropy over the training digits.
    public var loss: Double
    /// The learning rate at the end of the epoch.
    public var learningRate: Double
    /// Share of right answers on digits that are not trained on.
    public var heldOutAccuracy: Double?
    /// Mean cross-entropy on them.
    public var heldOutLoss: Double?
  }

  package static let columns = [
    "epoch", "images", "seconds", "images_per_second", "loss", "learning_rate", "held_out_accuracy", "held_out_loss",
    "others_accuracy", "others_loss",
  ]
  /// Earlier logs have no more.
  private static let leastColumns = 8
  /// More than any figure of a training, and little enough to calculate with.
  private static let limit = 1e12

  /// At least one.
  public let epochs: [Epoch]

  /// Reads the file at `path`; what is no log throws `malformedTable` with the line.
  public init(path: String) throws {
    var reader = try CSVReader(GzipFile.read(path, limit: TrainingLog.maximumSize), path: path)
    let records = try reader.records()
    let header = records.first?.fields.map { String(decoding: $0, as: UTF8.self) }
    let columns = TrainingHistory.columns
    guard let header, header == columns || header == Array(columns.prefix(TrainingHistory.leastColumns)) else {
      let expected = columns.prefix(TrainingHistory.leastColumns).joined(separator: ",")
      throw FileError.malformedTable(path: path, line: 1, detail: "not a training log, which begins with \(expected)")
    }
    var epochs: [Epoch] = []
    for record in records.dropFirst() {
      epochs.append(try Row(record, columns: header.count, path: path).epoch())
      guard epochs.count < 2 || epochs[epochs.count - 2].epoch < epochs[epochs.count - 1].epoch else {
        throw FileError.malformedTable(path: path, line: record.line, detail: "the epochs are not in order")
      }
    }
    guard !epochs.isEmpty else {
      throw FileError.malformedTable(path: path, line: 2, detail: "the log holds no epoch yet")
    }
    self.epochs = epochs
  }

  /// One line of the file.
  private struct Row {
    let path: String
    let line: Int
    let fields: [String]

    init(_ record: CSVReader.Record, columns: Int, path: String) throws {
      self.path = path
      line = record.line
      fields = record.fields.map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == columns else {
        throw FileError.malformedTable(
          path: path, line: line, detail: "expected \(columns) fields, found \(fields.count)")
      }
    }

    func epoch() throws -> Epoch {
      guard let epoch = Int(fields[0]), TrainingSettings.epochRange ~= epoch else {
        throw malformed(0, is: "no number of an epoch")
      }
      for column in 1...3 { _ = try number(column) }
      return Epoch(
        epoch: epoch, loss: try number(4), learningRate: try number(5),
        heldOutAccuracy: fields[6].isEmpty ? nil : try number(6, upTo: 1),
        heldOutLoss: fields[7].isEmpty ? nil : try number(7))
    }

    private func number(_ column: Int, upTo limit: Double = limit) throws -> Double {
      guard let value = Double(fields[column]), value >= 0, value <= limit else {
        throw malformed(column, is: limit == 1 ? "no share between 0 and 1" : "no number that can be drawn")
      }
      return value
    }

    private func malformed(_ column: Int, is reason: String) -> FileError {
      let name = TrainingHistory.columns[column]
      return .malformedTable(path: path, line: line, detail: "\(name) \"\(fields[column])\" is \(reason)")
    }
  }
}
