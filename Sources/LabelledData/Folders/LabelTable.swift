import DigitRecognition
import Files

/// What a labels.csv says: a file and its digit on each line, as `LabelRecords` reads it.
///
/// A digit is 0 … 9, be it written 7.0; an empty one, or `blank`, marks a picture without a digit. `review` marks
/// writing that is not a single digit, and is left out.
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
  /// Labels that are digits.
  static let kind = LabelRecords.Kind(
    name: "digit", columns: ["digit", "label", "class", "truth", "groundtruth", "target"])

  package private(set) var rows: [Row] = []
  /// Rows whose digit nobody has settled.
  package let leftOut: Int
  /// How the table was read where it is not as documented, for people.
  package let peculiarities: [String]

  /// Of the bytes of a file; `path` is for error messages. Throws `malformedTable`, with the line, for what is no such
  /// table.
  package init(_ bytes: [UInt8], path: String) throws {
    var records = try LabelRecords(bytes, path: path, kind: LabelTable.kind)
    while let record = try records.next() {
      if let digit = LabelTable.digit(record.label) {
        rows.append(Row(line: record.line, file: record.file, digit: digit))
      } else if record.isBlank {
        rows.append(Row(line: record.line, file: record.file, digit: nil))
      } else {
        throw records.malformed(
          record.line,
          "found \(LabelRecords.shown(record.label)) as the digit; write 0 … 9, blank where there is none, or review to "
            + "leave it out" + LabelTable.advice(record.label))
      }
    }
    (leftOut, peculiarities) = (records.leftOut, records.peculiarities)
  }

  /// For numbers in the place of digits.
  private static func advice(_ label: String) -> String {
    label.count > 1 && NumberTable.text(label) != nil ? "; for numbers, name the columns file,text" : ""
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
}
