import ArgumentParser
import BatchClassification
import DigitRecognition
import Files

/// What the name of an output promises, and what has that name already.
enum OutputName {
  /// Endings that name a format; any other may be given to anything.
  private static let formats: Set = [
    "csv", "json", "jsonl", "ndjson", "html", "htm", "xml", "pdf", "xls", "xlsx", "ods", "parquet", "sqlite", "png",
    "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "svg", "safetensors", "onnx", "pt", "pth", "h5", "keras", "npz",
    "zip", "tar", "gz", "bz2", "xz", "zst", "7z",
  ]

  /// Throws when the ending of `path` names another format than one of `endings`, of which the first is the usual one.
  /// `sentence` says what is written, for example "A report is HTML".
  static func check(_ path: String?, endings: [String], _ sentence: String) throws {
    guard let path, let ending = FilePath(path).ending, formats.contains(ending), !endings.contains(ending) else {
      return
    }
    let rest = FilePath(bytes: Array(FilePath(path).bytes.dropLast(ending.utf8.count + 1)))
    let isNamed = rest.ending.map(endings.contains) ?? false
    let better = isNamed ? rest.string : "\(rest.string).\(endings[0])"
    throw ValidationError("\(sentence), and \(path) is named as another format; name it, for example, \(better).")
  }

  /// The format of rows that go to `path`, nil for standard output: that which was asked for, or else the name's.
  static func format(ofRowsIn path: String?, asked: RowFormat?) throws -> RowFormat {
    let ofLines = ["jsonl", "ndjson"]
    guard asked == nil else {
      try check(path, endings: ["csv", "json"] + ofLines, "Rows are CSV, or JSON lines")
      return asked ?? .csv
    }
    if let ending = path.flatMap({ FilePath($0).ending }), ofLines.contains(ending) { return .jsonl }
    try check(
      path, endings: ["csv"], "Rows are CSV, or, in a file named .jsonl or with --format jsonl, an object on each line")
    return .csv
  }

  /// Says that files are there already, which will be replaced.
  static func tellOfReplacement(of paths: String?...) {
    for path in paths.compactMap({ $0 }) where FileSystem.isReplaceable(path) && FileSystem.exists(path) {
      Terminal.say("\(path) is there already, and will be replaced", facts: ["path": .string(FilePath(path).text)])
    }
  }
}
