import Files

/// A CSV file with a row for each epoch, complete after each of them; `TrainingHistory` reads it.
public struct TrainingLog {
  /// Far more than the log of any training takes.
  static let maximumSize = ByteSize.megabytes(16)

  private let file: OutputFile

  /// Begins a log, or goes on with the one at `path`, of which it keeps the rows of the first `epochs` epochs.
  public init(_ path: String, keepingEpochs epochs: Int) throws {
    var rows: [String] = []
    if epochs > 0, FileSystem.isRegular(FilePath(path)) {
      let text = String(decoding: try GzipFile.read(path, limit: TrainingLog.maximumSize), as: UTF8.self)
      rows = text.split(separator: "\n").dropFirst().map(String.init).filter { row in
        Int(row.prefix { $0 != "," }).map { 1...epochs ~= $0 } ?? false
      }
    }
    file = try OutputFile(path)
    try file.write(([TrainingHistory.columns.joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
    try file.commit()
  }

  /// Writes the row of an epoch. Throws `FileError.unwritableOutput`.
  public func append(_ report: TrainingObserver.EpochReport) throws {
    let values = [
      "\(report.epoch)", "\(report.digits)", report.seconds.decimal(places: 3),
      report.digitsPerSecond.decimal(places: 0), "\(report.loss)", "\(report.learningRate)",
    ]
    let results = [report.heldOut, report.others].flatMap { result in
      [result?.accuracy, result?.loss].map { $0?.decimal(places: 6) ?? "" }
    }
    try file.write((values + results).joined(separator: ",") + "\n")
  }
}
