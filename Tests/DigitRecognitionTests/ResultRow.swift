import BatchClassification
import DigitRecognition
import Files

/// A row as users get it.
struct ResultRow {
  /// As seen from the folder that was read.
  var file: String
  /// Empty where none was found, or several were.
  var digit: String
  var status: String
  var message: String

  /// Those of all images in a folder and its sub-folders, read by `cascade` with the settings that a command has by
  /// itself.
  static func ofImages(in folder: String, by cascade: Cascade? = nil) throws -> [ResultRow] {
    let run = BatchRun(
      DigitRows(cascade: try cascade ?? ModelCatalog.cascade(), formatter: RowFormatter(), options: .init()), jobs: 2)
    var text = ""
    _ = try run.run([.path(FilePath(folder), followsLinks: false)]) { rows, _ in text += rows }
    return try table(Array(text.utf8), path: folder).dropFirst().map { fields in
      ResultRow(
        file: String(fields[0].dropFirst(folder.count + 1)), digit: fields[1], status: fields[3], message: fields[4])
    }
  }

  /// The fields of a CSV, record by record, with its header.
  static func table(_ bytes: [UInt8], path: String) throws -> [[String]] {
    var reader = try CSVReader(bytes, path: path)
    return try reader.records().map { record in record.fields.map { String(decoding: $0, as: UTF8.self) } }
  }
}
