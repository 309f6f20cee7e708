import BatchClassification
import DigitRecognition
import Files
import ImageIngestion
import Imaging
import Testing

@Suite struct RowFormatterTests {
  /// Of clear ink alone on its page.
  private static let plain = {
    var picture = GrayImage(width: 100, height: 100)
    for y in 20..<60 {
      for x in 30..<34 { picture[x, y] = 64 }
    }
    guard var measurements = DigitExtractor().extract(from: picture).measurements else {
      fatalError("a bar is not found")
    }
    measurements.box = PixelBox(x: 10, y: 20, width: 30, height: 40)
    (measurements.strokeWidth, measurements.contrast, measurements.noise) = (4, 0.75, 0.01)
    return measurements
  }()

  private func answer(_ digit: Int, _ confidence: Float, _ measurements: InkMeasurements = plain) -> ScanResult {
    var values = [Float](repeating: (1 - confidence) / 9, count: 10)
    values[digit] = confidence
    return .digit(DigitReading(Probabilities(values), image: DigitImage(), measurements: measurements))
  }

  @Test func writesTheColumnsOfTheContract() {
    let formatter = RowFormatter(policy: ReviewPolicy(minimumConfidence: 0.8))
    #expect(formatter.header == "file,digit,confidence,status,message\n")
    #expect(formatter.row(path: FilePath("a.png"), result: answer(7, 0.99987)) == "a.png,7,0.9999,ok,\n")
    #expect(formatter.row(path: FilePath("a.png"), result: answer(0, 0.5)) == "a.png,0,0.5000,review,low confidence\n")
    #expect(formatter.row(path: FilePath("a.png"), result: .blank(.noInk)) == "a.png,,,blank,no ink found\n")
    let error = formatter.row(path: FilePath("a.png"), result: .failed(Unreadable("bad, very \"bad\"")))
    #expect(error == "a.png,,,error,\"bad, very \"\"bad\"\"\"\n")
  }

  @Test func writesProbabilities() {
    let formatter = RowFormatter(includesProbabilities: true)
    #expect(formatter.header == "file,digit,confidence,status,message,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n")
    let row = formatter.row(path: FilePath("a"), result: answer(1, 0.91))
    #expect(row == "a,1,0.9100,ok,,0.0100,0.9100" + String(repeating: ",0.0100", count: 8) + "\n")
    let blank = formatter.row(path: FilePath("a"), result: .blank(.noInk))
    #expect(blank == "a,,,blank,no ink found,,,,,,,,,,\n")
  }

  @Test func aReviewHasItsReason() {
    func fields(_ change: (inout InkMeasurements) -> Void, confidence: Float) -> [Substring] {
      var measurements = Self.plain
      change(&measurements)
      let row = RowFormatter().row(path: FilePath("a"), result: answer(1, confidence, measurements))
      return row.dropLast().split(separator: ",", omittingEmptySubsequences: false).suffix(2)
    }
    let neighbours = "something of a digit's size beside the digit"
    #expect(fields({ $0.neighbourCount = 1 }, confidence: 0.99) == ["review", Substring(neighbours)])
    #expect(fields({ $0.touchesBorder = true }, confidence: 0.99) == ["ok", ""])
    #expect(fields({ $0.touchesBorder = true }, confidence: 0.5) == ["review", "touches the edge of the picture"])
    #expect(fields({ $0.hasLines = true }, confidence: 0.5) == ["review", "lines around the digit"])
    #expect(fields({ $0.contrast = 0.1 }, confidence: 0.5) == ["review", "faint ink"])
    #expect(fields({ $0.leftOverShare = 2 }, confidence: 0.5) == ["review", "other marks in the picture"])
    #expect(fields({ $0.noise = 0.1 }, confidence: 0.5) == ["review", "coarse paper or noise"])
    #expect(fields({ $0.strokeWidth = 20 }, confidence: 0.5) == ["review", "very thin or very wide strokes"])
    #expect(fields({ _ in }, confidence: 0.5) == ["review", "low confidence"])
  }

  @Test func explains() {
    var doubtful = Self.plain
    (doubtful.hasLines, doubtful.touchesBorder) = (true, true)
    let csv = RowFormatter(includesExplanation: true)
    #expect(
      csv.header == "file,digit,confidence,status,message,polarity,box,stroke_width,contrast,components,reason\n")
    #expect(csv.row(path: FilePath("a"), result: answer(1, 1)) == "a,1,1.0000,ok,,dark,10 20 30 40,4.0,0.75,1,\n")
    let reason = "touches the edge of the picture; lines around the digit"
    #expect(csv.row(path: FilePath("a"), result: answer(1, 1, doubtful)).hasSuffix(",0.75,1,\(reason)\n"))
    #expect(
      csv.row(path: FilePath("a"), result: .blank(.onlyFaintMarks))
        == "a,,,blank,only faint marks,,,,,,only faint marks\n")
    #expect(csv.row(path: FilePath("a"), result: .failed(Unreadable("b,c"))) == "a,,,error,\"b,c\",,,,,,\"b,c\"\n")
    let json = RowFormatter(format: .jsonl, includesExplanation: true)
    #expect(
      json.row(path: FilePath("a"), result: answer(1, 1)).hasSuffix(
        #""box":[10,20,30,40]}],"polarity":"dark","box":[10,20,30,40],"stroke_width":4.0,"contrast":0.75,"#
          + #""components":1,"reason":null}"# + "\n"))
    #expect(
      json.row(path: FilePath("a"), result: .blank(.noInk)).hasSuffix(
        #""polarity":null,"box":null,"stroke_width":null,"contrast":null,"components":null,"reason":"no ink found"}"#
          + "\n"))
  }

  @Test func severalDigitsHaveTheirBoxes() {
    let digits = [1, 7].map { digit in
      var values = [Float](repeating: 0, count: 10)
      values[digit] = 0.9
      return PlacedDigit(Probabilities(values, notADigit: 0.1), box: PixelBox(x: 10 * digit, y: 2, width: 8, height: 9))
    }
    let several = ScanResult.several(digits)
    #expect(RowFormatter().row(path: FilePath("a"), result: several) == "a,,,review,2 digits in the picture\n")
    let csv = RowFormatter(includesExplanation: true).row(path: FilePath("a"), result: several)
    #expect(csv == "a,,,review,2 digits in the picture,,10 2 8 9; 70 2 8 9,,,,\n")
    let json = RowFormatter(format: .jsonl).row(path: FilePath("a"), result: several)
    #expect(
      json == #"{"file":"a","digit":null,"confidence":null,"status":"review","message":"2 digits in the picture","#
        + #""digits":[{"digit":1,"confidence":0.9000,"box":[10,2,8,9]},{"digit":7,"confidence":0.9000,"box":[70,2,8,9]}]}"#
        + "\n")
  }

  @Test func writesJSONLines() {
    let formatter = RowFormatter(format: .jsonl)
    #expect(formatter.header == "")
    #expect(
      formatter.row(path: FilePath("a\"\n\u{1}é.png"), result: answer(3, 1))
        == #"{"file":"a\"\n\u0001é.png","digit":3,"confidence":1.0000,"status":"ok","message":null,"#
        + #""digits":[{"digit":3,"confidence":1.0000,"box":[10,20,30,40]}]}"# + "\n"
    )
    #expect(
      formatter.row(path: FilePath("a"), result: .failed(Unreadable("no")))
        == #"{"file":"a","digit":null,"confidence":null,"status":"error","message":"no","digits":[]}"# + "\n"
    )
  }

  /// What is printed decides: 0.79996 is printed as 0.8000 and is not below 0.8.
  @Test(arguments: [(Float(0.79996), ScanStatus.ok), (0.79994, .review), (0.8, .ok)])
  func comparesConfidenceAsPrinted(confidence: Float, status: ScanStatus) {
    #expect(ReviewPolicy(minimumConfidence: 0.8).verdict(of: answer(2, confidence)).status == status)
  }

  @Test(arguments: ["=x.png", "+x.png", "-x.png", "@x.png"]) func writesFormulasWithTheirFolder(name: String) {
    #expect(RowFormatter().row(path: FilePath(name), result: .blank(.noInk)).hasPrefix("./\(name),,,blank,"))
    #expect(RowFormatter().row(path: FilePath("a/" + name), result: .blank(.noInk)).hasPrefix("a/\(name),,,blank,"))
  }

  @Test func escapesNamesThatAreNotUTF8() {
    let path = FilePath(bytes: Array("50%".utf8) + [0xFF] + Array("é.png".utf8))
    #expect(path.text == "50%25%FF%C3%A9.png")
    #expect(FilePath("50%é.png").text == "50%é.png")
  }

  /// Whatever is in the names, and however the table is written, what reads labels.csv reads them.
  @Test(arguments: [1, 2, 3] as [UInt64], [RowFormat.csv, .excel, .excelSemicolon])
  func anyNameParsesBack(seed: UInt64, format: RowFormat) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("ab,\"\n\r ;é\t'%".unicodeScalars)
    let formatter = RowFormatter(format: format)
    var text = formatter.header
    var names: [[UInt8]] = []
    for _ in 0..<500 {
      let length = Int.random(in: 1...8, using: &generator)
      let name =
        "x"
        + String(String.UnicodeScalarView((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" }))
      names.append(Array(name.utf8))
      text += formatter.row(path: FilePath(name), result: .failed(Unreadable(name)))
    }
    var reader = try CSVReader(Array(text.utf8), path: "rows")
    let records = try reader.records().dropFirst()
    #expect(records.map { $0.fields[0] } == names, "seed \(seed)")
    #expect(records.map { $0.fields[4] } == names, "seed \(seed)")
  }

  @Test func excelGetsAMarkAndItsOwnSigns() {
    let formatter = RowFormatter(format: .excel, includesExplanation: true)
    #expect(Array(formatter.header.utf8.prefix(8)) == [0xEF, 0xBB, 0xBF] + Array("file,".utf8))
    #expect(
      formatter.row(path: FilePath("a;b"), result: answer(1, 0.91)) == "a;b,1,0.9100,ok,,dark,10 20 30 40,4.0,0.75,1,\n"
    )
    let semicolons = RowFormatter(format: .excelSemicolon, includesProbabilities: true, includesExplanation: true)
    #expect(semicolons.header.hasPrefix("\u{FEFF}file;digit;confidence;status;message;p0;p1;"))
    #expect(
      semicolons.row(path: FilePath("a;b,c.png"), result: answer(1, 0.91))
        == "\"a;b,c.png\";1;0,9100;ok;;0,0100;0,9100" + String(repeating: ";0,0100", count: 8)
        + ";dark;10 20 30 40;4,0;0,75;1;\n")
    #expect(semicolons.row(path: FilePath("a"), result: .blank(.noInk)).hasPrefix("a;;;blank;no ink found;"))
  }
}
