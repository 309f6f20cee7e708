import DigitRecognition
import Files

/// What a labels.csv says: a file and its digit on each line. The header names the columns, in any order and case, by
/// one of the names that people use; other columns may be there too.
///
/// A digit is 0 … 9, be it written 7.0; an empty one, or `blank`, marks a picture without a digit. `review` marks
/// writing that is not a single digit, and is left out. So are, in a table that `digits classify` or the web page wrote,
/// rows whose `status` is `review` or `error`, since nobody has settled their digit.
package struct LabelTable {
  package struct Row: Equatable {
    /// Counting from 1.
    package var line: Int
    /// As written, without spaces around it.
    package var file: [UInt8]
    /// nil for a picture without a digit.
    package var digit: UInt8?

    package init(line: Int, file: [UInt8], digit: UInt8?) {
      (self.line, self.file, self.digit) = (line, file, digit)
    }
  }

  /// Somewhat more rows than NIST's Special Database 19 has characters.
  package static let maximumRows = 1_000_000
  /// Of the file, unpacked.
  package static let maximumSize = ByteSize.megabytes(64)
  private static let unsettled: Set = ["review", "error"]

  package private(set) var rows: [Row] = []
  /// Rows whose digit nobody has settled.
  package private(set) var leftOut = 0
  /// How the table was read where it is not as documented, for people.
  package let peculiarities: [String]

  /// Of the bytes of a file; `path` is for error messages. Throws `malformedTable`, with the line, for what is no such
  /// table.
  package init(_ bytes: [UInt8], path: String) throws {
    var reader = try CSVReader(bytes, path: path)
    guard let header = try reader.next() else {
      throw FileError.malformedTable(
        path: path, line: 1, detail: "it is empty; expected a line file,digit and one for each image")
    }
    let columns = try Columns(header, path: path)
    peculiarities = reader.peculiarities + columns.peculiarities
    while let record = try reader.next() {
      guard rows.count < LabelTable.maximumRows else {
        let detail = "more than \(LabelTable.maximumRows) rows; split the folder"
        throw FileError.malformedTable(path: path, line: record.line, detail: detail)
      }
      try add(record, columns, path: path)
    }
  }

  private mutating func add(
    _ record: CSVReader.Record, _ columns: Columns, path: String
  ) throws {
    func malformed(_ detail: String) -> FileError {
      .malformedTable(path: path, line: record.line, detail: detail)
    }
    let fields = record.fields.map { LabelTable.trimmed($0[...]) }
    // Lines of separators alone, as spreadsheets leave them.
    if fields.allSatisfy(\.isEmpty) { return }
    guard fields.count > max(columns.file, columns.digit) else {
      throw malformed("found \(LabelTable.shown(fields)); expected a file and a digit, separated as in the first line")
    }
    let file = Array(fields[columns.file])
    guard !file.isEmpty else { throw malformed("the file is missing; write its name, or remove the line") }
    guard !file.contains(0) else { throw malformed("a zero byte in the file's name; save the table again, as UTF-8") }
    let label = String(decoding: fields[columns.digit], as: UTF8.self).lowercased()
    let status = columns.status.flatMap { $0 < fields.count ? String(decoding: fields[$0], as: UTF8.self) : nil }
    if label == "review" || LabelTable.unsettled.contains(status?.lowercased() ?? "") {
      leftOut += 1
    } else if let digit = LabelTable.digit(label) {
      rows.append(Row(line: record.line, file: file, digit: digit))
    } else if label.isEmpty || label == "blank" {
      rows.append(Row(line: record.line, file: file, digit: nil))
    } else {
      let found = LabelTable.shown([fields[columns.digit]])
      throw malformed("found \(found) as the digit; write 0 … 9, blank where there is none, or review to leave it out")
    }
  }

  /// `7`, `07`, `7.0` and `7,0` are all 7.
  private static func digit(_ label: String) -> UInt8? {
    let parts = label.split(whereSeparator: { $0 == "." || $0 == "," })
    guard (1...2).contains(parts.count), parts.dropFirst().allSatisfy({ $0.allSatisfy { $0 == "0" } }) else {
      return nil
    }
    guard label.utf8.first.map({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) == true else { return nil }
    return UInt8(parts[0]).flatMap { $0 <= 9 ? $0 : nil }
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let start = field.drop(while: isSpace)
    return start.prefix(start.count - start.reversed().prefix(while: isSpace).count)
  }

  /// The beginnings of a few fields, in quotes.
  fileprivate static func shown(_ fields: [ArraySlice<UInt8>]) -> String {
    let texts = fields.prefix(4).map {
      "\"\(String(decoding: $0.prefix(40), as: UTF8.self))\($0.count > 40 ? "…" : "")\""
    }
    return texts.joined(separator: ", ") + (fields.count > 4 ? " …" : "")
  }
}

extension LabelTable {
  /// Where in a record the file, its digit and perhaps its status stand.
  private struct Columns {
    /// Without case, spaces and signs; where several are there, the first of these counts.
    private static let fileNames = [
      "file", "filename", "filepath", "path", "image", "imagefile", "imagename", "imagepath", "img", "picture", "scan",
      "name",
    ]
    private static let digitNames = ["digit", "label", "class", "truth", "groundtruth", "target"]

    let file: Int
    let digit: Int
    let status: Int?
    let peculiarities: [String]

    init(_ header: CSVReader.Record, path: String) throws {
      let names = header.fields.map { field in
        String(decoding: field, as: UTF8.self).lowercased().filter { $0.isLetter || $0.isNumber }
      }
      func place(_ accepted: [String]) -> Int? { accepted.lazy.compactMap { names.firstIndex(of: $0) }.first }
      let fields = header.fields.map { LabelTable.trimmed($0[...]) }
      guard let file = place(Columns.fileNames), let digit = place(Columns.digitNames) else {
        throw FileError.malformedTable(
          path: path, line: header.line,
          detail:
            "found \(LabelTable.shown(fields)) in place of the names of columns; make the line file,digit the first")
      }
      (self.file, self.digit, status) = (file, digit, names.firstIndex(of: "status"))
      let isUsual = names[file] == "file" && names[digit] == "digit"
      peculiarities =
        isUsual ? [] : ["\(LabelTable.shown([fields[file]])) as file", "\(LabelTable.shown([fields[digit]])) as digit"]
    }
  }
}
