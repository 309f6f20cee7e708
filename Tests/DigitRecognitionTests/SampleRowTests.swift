import DigitRecognition
import Foundation
import TestSupport
import Testing

/// Digit and status of every sample, as each bundled reader gives them: a worse model shows where nobody has collected
/// scans, too. Confidences are left out, since their last places depend on the processor.
@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct SampleRowTests {
  /// What a row says, where that is not what `labels.csv` leads to expect.
  private struct Exception {
    var digit: String
    var status: String

    init(_ digit: String, _ status: String) { (self.digit, self.status) = (digit, status) }
  }

  /// Of every reader.
  private static let exceptions = [
    "0-ballpoint-box-touching.jpg": Exception("0", "review"),
    "0-felt-tight-crop.png": Exception("2", "review"),
    "1-ballpoint-box-tilted.jpg": Exception("1", "review"),
    "1-ballpoint-interlaced-colour.png": Exception("1", "review"),
    "1-felt-ruled-crossing.jpg": Exception("1", "review"),
    "2-ballpoint-squared.jpg": Exception("2", "review"),
    "3-ballpoint-spiral-holes.jpg": Exception("3", "review"),
    "6-ballpoint-hard-shadow.jpg": Exception("5", "review"),
    "blank-box.jpg": Exception("1", "review"),
    "crossed-out.jpg": Exception("8", "review"),
    "letter.jpg": Exception("1", "review"),
    "two-digits.jpg": Exception("4", "review"),
  ]

  /// Of one reader, by the name that `--model` takes.
  private static let ownExceptions = [
    "accurate": [
      "6-ballpoint-hard-shadow.jpg": Exception("5", "ok"),
      "blank-box.jpg": Exception("0", "review"),
    ]
  ]

  @Test(arguments: [nil, "fast", "accurate"] as [String?]) func rowsAreThoseOfBefore(reader: String?) throws {
    let found = try ResultRow.ofImages(in: TestData.samples, by: ModelCatalog.cascade(reader))
    let expected = try expectedRows(reader)
    #expect(found.count == expected.count && expected.count > 100)
    let (lines, others) = (Set(found.map { "\($0.file),\($0.digit),\($0.status)" }), Set(expected))
    #expect(lines.subtracting(others).sorted() == others.subtracting(lines).sorted())
  }

  private func expectedRows(_ reader: String?) throws -> [String] {
    let exceptions = Self.exceptions.merging(reader.flatMap { Self.ownExceptions[$0] } ?? [:]) { $1 }
    let path = TestData.samples + "/labels.csv"
    let labels = try ResultRow.table(Array(Data(contentsOf: URL(filePath: path))), path: path).dropFirst()
    #expect(Set(exceptions.keys).isSubset(of: labels.map { $0[0] }))
    return labels.map { fields in
      let row = exceptions[fields[0]] ?? Self.row(labelled: fields[1])
      return "\(fields[0]),\(row.digit),\(row.status)"
    }
  }

  private static func row(labelled label: String) -> Exception {
    switch label {
    case "blank", "review": Exception("", label)
    default: Exception(label, "ok")
    }
  }
}
