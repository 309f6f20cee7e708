import BatchClassification
import DigitRecognition
import Files
import ImageEncoding
import Imaging
import TestSupport
import Testing

@Suite struct ProvenanceTests {
  /// What the pictures below give, and the version of which that is so.
  private static let golden = (
    preprocessing: "1.4",
    rows: """
    0,0,ok,,dark,40 44 80 92,7.3,0.82,1,,0110042203120330
    1,1,ok,,dark,76 44 8 92,7.0,0.82,1,,0000022002200000
    2,2,ok,,dark,54 42 52 94,7.1,0.82,1,,0110025002200420
    3,3,ok,,dark,52 42 56 94,6.8,0.82,1,,0310015000400410
    4,4,ok,,dark,54 44 52 92,7.3,0.82,1,,0000033002500010
    5,5,ok,,dark,58 42 44 96,6.1,0.82,1,,0110062000500130
    6,6,ok,,dark,52 44 56 94,7.7,0.82,1,,0020043004300120
    7,7,ok,,dark,48 44 64 92,7.1,0.82,1,,0000045000400120
    8,8,ok,,dark,54 44 52 92,7.2,0.82,1,,0220045004500130
    9,9,ok,,dark,56 44 48 92,7.2,0.82,1,,0000055002500030
    blank,,blank,no ink found,,,,,,no ink found,
    two,,review,2 digits in the picture,,62 33 46 84; 186 33 58 84,,,,,
    inverted,5,ok,,light,58 42 44 96,6.1,0.82,1,,0110062000500130
    """
  )

  /// Ten digits, a blank page, two digits, and a digit on dark ground.
  private static func pictures() -> [(name: String, picture: GrayImage)] {
    var pictures = (0...9).map { digit in
      var page = DrawnPage(width: 160, height: 200)
      page.write(digit, x: 30, y: 40, side: 100)
      return (name: "\(digit)", picture: page.image)
    }
    pictures.append(("blank", DrawnPage(width: 160, height: 200).image))
    var two = DrawnPage(width: 300, height: 160)
    two.write([4, 7], x: 40, y: 30, side: 90, pitch: 130)
    pictures += [("two", two.image), ("inverted", pictures[5].picture.inverted())]
    return pictures
  }

  /// The row, without the confidence, which differs from one kind of processor to another, and the 28×28 that the digit
  /// was made into: the mean of each of 16 parts, 0 … f.
  private static func row(_ name: String, _ picture: GrayImage, _ classifier: Classifier) throws -> String {
    let file = try ImageEncoder.png(gray: picture)
    let result = try #require(
      try classifier.classify([ClassificationInput(path: FilePath(name), bytes: file[...])]).first)
    let row = RowFormatter(includesExplanation: true).row(path: FilePath(name), result: result)
    var fields = row.dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    fields.remove(at: 2)
    return (fields + [result.reading.map { outline(of: $0.image) } ?? ""]).joined(separator: ",")
  }

  private static func outline(of digit: DigitImage) -> String {
    (0..<16).map { part in
      let (left, top) = (part % 4 * 7, part / 4 * 7)
      let sum = (0..<49).reduce(0) { $0 + Int(digit.pixels[(top + $1 / 7) * DigitImage.side + left + $1 % 7]) }
      return String(sum / 49 / 16, radix: 16)
    }.joined()
  }

  @Test func rowsAreThoseOfTheVersion() throws {
    let classifier = Classifier(cascade: try ModelCatalog.cascade(), options: .init())
    let rows = try Self.pictures().map { try Self.row($0.name, $0.picture, classifier) }.joined(separator: "\n")
    #expect(
      rows == Self.golden.rows,
      "rows have changed: raise Provenance.revision, and write it and these rows above:\n\(rows)")
    #expect(Provenance.preprocessing == Self.golden.preprocessing, "the revision was raised: write it above")
  }

  @Test func namesEveryModel() throws {
    let cascade = try ModelCatalog.cascade()
    let provenance = try Provenance(cascade)
    #expect(provenance.models.map(\.name) == ["fast", "accurate", "ink"])
    var changed = try cascade.models[0]
    changed.temperature *= 2
    #expect(try Provenance(Cascade(changed)).models[0].digest != provenance.models[0].digest)
    let lines = "\(provenance)".split(separator: "\n")
    #expect(lines.count == 5 && lines.prefix(2) == ["digits 1.0.0", "preprocessing \(Provenance.preprocessing)"])
    #expect(lines[2] == "model fast \(provenance.models[0].digest)")
  }
}
