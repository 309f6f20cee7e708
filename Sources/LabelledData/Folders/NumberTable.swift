import Files

/// What a labels.csv says whose labels are numbers: a file and the text on it on each line, as `LabelRecords` reads it.
///
/// A text holds digits and the signs . , - / :, as they are written. Lines of digits have a space or | between them. An
/// empty text, or `blank`, marks a picture without a number, and `review` one that is left out.
package struct NumberTable {
  package struct Row: Equatable {
    /// As written, without spaces around it.
    package var file: [UInt8]
    /// Lines with one space between; nil for a picture without a number.
    package var text: String?

    package init(file: [UInt8], text: String?) {
      (self.file, self.text) = (file, text)
    }
  }

  /// Labels that are numbers.
  static let kind = LabelRecords.Kind(name: "text", columns: ["text", "number", "transcription"])
  private static let signs: Set = Set("0123456789.,-/: ")

  package private(set) var rows: [Row] = []
  /// Rows whose text nobody has settled.
  package let leftOut: Int
  /// How the table was read where it is not as documented, for people.
  package let peculiarities: [String]

  /// Of the bytes of a file; `path` is for error messages. Throws `malformedTable`, with the line, for what is no such
  /// table.
  package init(_ bytes: [UInt8], path: String) throws {
    var records = try LabelRecords(bytes, path: path, kind: NumberTable.kind)
    while let record = try records.next() {
      let text = record.isBlank ? nil : NumberTable.text(record.label)
      guard record.isBlank || text != nil else {
        throw records.malformed(
          record.line,
          "found \(LabelRecords.shown(record.label)) as the number; write it with digits and . , - / :, blank where there is "
            + "none, or review to leave it out")
      }
      rows.append(Row(file: record.file, text: text))
    }
    (leftOut, peculiarities) = (records.leftOut, records.peculiarities)
  }

  /// Whether the table has texts and no digits.
  package static func describes(_ bytes: [UInt8]) -> Bool {
    LabelRecords.hasColumn(of: kind, in: bytes) && !LabelRecords.hasColumn(of: LabelTable.kind, in: bytes)
  }

  /// The text that a label means; nil for one that is no number. `="007"`, as tables for Excel have it, is 007.
  static func text(_ label: String) -> String? {
    let isFormula = label.hasPrefix("=\"") && label.hasSuffix("\"") && label.utf8.count > 2
    let text = (isFormula ? String(label.dropFirst(2).dropLast()) : label).replacing("|", with: " ")
    guard text.contains(where: \.isNumber), text.allSatisfy(signs.contains) else { return nil }
    return text.split(separator: " ").joined(separator: " ")
  }
}
