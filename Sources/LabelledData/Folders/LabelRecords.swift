import Files

/// The rows of a labels.csv: a file and its label on each line. The header names the columns, in any order and case, by one
/// of the names that people use; other columns may be there too.
///
/// `review` in place of a label marks a picture that is left out. So are, in a table that this program or the web page
/// wrote, rows whose `status` is `review` or `error`, since nobody has settled their label.
struct LabelRecords {
  /// What the labels are, for messages, and the names of their column.
  struct Kind {
    /// As it stands in the header that messages recommend.
    var name: String
    /// Without case, spaces and signs; where several are there, the first of these counts.
    var columns: [String]
  }

  struct Record {
    /// Counting from 1.
    var line: Int
    /// As written, without spaces around it.
    var file: [UInt8]
    /// Without spaces around it.
    var label: String
  }

  private static let fileNames = [
    "file", "filename", "filepath", "path", "image", "imagefile", "imagename", "imagepath", "img", "picture", "scan",
    "name",
  ]
  private static let unsettled: Set = ["review", "error"]

  private let path: String
  private let kind: Kind
  private var reader: CSVReader
  private let file, label: Int
  private let status: Int?
  private var count = 0
  /// Rows whose label nobody has settled, of those that were given.
  private(set) var leftOut = 0
  /// How the table is read where it is not as documented, for people.
  let peculiarities: [String]

  /// Reads the header of the bytes of a file; `path` is for error messages. Throws `malformedTable` for what has none.
  init(_ bytes: [UInt8], path: String, kind: Kind) throws(FileError) {
    reader = try CSVReader(bytes, path: path)
    (self.path, self.kind) = (path, kind)
    guard let header = try reader.next() else {
      throw .malformedTable(
        path: path, line: 1, detail: "it is empty; expected a line file,\(kind.name) and one for each image")
    }
    let names = header.fields.map(LabelRecords.simplified)
    func place(_ accepted: [String]) -> Int? { accepted.lazy.compactMap { names.firstIndex(of: $0) }.first }
    let fields = header.fields.map { LabelRecords.trimmed($0[...]) }
    guard let file = place(LabelRecords.fileNames), let label = place(kind.columns) else {
      throw .malformedTable(
        path: path, line: header.line,
        detail:
          "found \(LabelRecords.shown(fields)) in place of the names of columns; make the line file,\(kind.name) the "
          + "first")
    }
    (self.file, self.label, status) = (file, label, names.firstIndex(of: "status"))
    let isUsual = names[file] == "file" && names[label] == kind.name
    let named = [
      "\(LabelRecords.shown([fields[file]])) as file", "\(LabelRecords.shown([fields[label]])) as \(kind.name)",
    ]
    peculiarities = reader.peculiarities + (isUsual ? [] : named)
  }

  /// Whether the header has a column of that kind.
  static func hasColumn(of kind: Kind, in bytes: [UInt8]) -> Bool {
    guard var reader = try? CSVReader(bytes, path: ""), let header = try? reader.next() else { return false }
    return !Set(kind.columns).isDisjoint(with: header.fields.map(simplified))
  }

  /// The next row that has a label; nil at the end. Throws `malformedTable`, with the line.
  mutating func next() throws(FileError) -> Record? {
    while let record = try reader.next() {
      count += 1
      guard count <= LabelTable.maximumRows else {
        throw malformed(record.line, "more than \(LabelTable.maximumRows) rows; split the folder")
      }
      let fields = record.fields.map { LabelRecords.trimmed($0[...]) }
      // Lines of separators alone, as spreadsheets leave them.
      if fields.allSatisfy(\.isEmpty) { continue }
      let found = try self.record(record.line, fields)
      let status = self.status.flatMap { $0 < fields.count ? String(decoding: fields[$0], as: UTF8.self) : nil }
      guard found.label.lowercased() == "review" || LabelRecords.unsettled.contains(status?.lowercased() ?? "") else {
        return found
      }
      leftOut += 1
    }
    return nil
  }

  private func record(_ line: Int, _ fields: [ArraySlice<UInt8>]) throws(FileError) -> Record {
    guard fields.count > max(file, label) else {
      throw malformed(
        line,
        "found \(LabelRecords.shown(fields)); expected a file and a \(kind.name), separated as in the first line")
    }
    let file = Array(fields[file])
    guard !file.isEmpty else { throw malformed(line, "the file is missing; write its name, or remove the line") }
    guard !file.contains(0) else {
      throw malformed(line, "a zero byte in the file's name; save the table again, as UTF-8")
    }
    return Record(line: line, file: file, label: String(decoding: fields[label], as: UTF8.self))
  }

  /// The error of a line.
  func malformed(_ line: Int, _ detail: String) -> FileError {
    .malformedTable(path: path, line: line, detail: detail)
  }

  private static func simplified(_ field: [UInt8]) -> String {
    String(decoding: field, as: UTF8.self).lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let start = field.drop(while: isSpace)
    return start.prefix(start.count - start.reversed().prefix(while: isSpace).count)
  }

  /// The beginnings of a few fields, in quotes.
  private static func shown(_ fields: [ArraySlice<UInt8>]) -> String {
    fields.prefix(4).map { shown(String(decoding: $0.prefix(40), as: UTF8.self), isWhole: $0.count <= 40) }
      .joined(separator: ", ") + (fields.count > 4 ? " …" : "")
  }

  /// The beginning of a label, in quotes.
  static func shown(_ label: String) -> String {
    shown(String(decoding: label.utf8.prefix(40), as: UTF8.self), isWhole: label.utf8.count <= 40)
  }

  private static func shown(_ text: String, isWhole: Bool) -> String { "\"\(text)\(isWhole ? "" : "…")\"" }
}

extension LabelRecords.Record {
  /// Whether the label says that nothing is written.
  var isBlank: Bool { label.isEmpty || label.lowercased() == "blank" }
}
