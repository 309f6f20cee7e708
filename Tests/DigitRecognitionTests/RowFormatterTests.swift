import DigitRecognition
import Testing

@Suite struct RowFormatterTests {
  private func answer(_ digit: Int, _ confidence: Float) -> Classification {
    var values = [Float](repeating: (1 - confidence) / 9, count: 10)
    values[digit] = confidence
    return .digit(Probabilities(values))
  }

  @Test func writesTheColumnsOfTheContract() {
    let formatter = RowFormatter(minimumConfidence: 0.8)
    #expect(formatter.header == "file,digit,confidence,status,message\n")
    #expect(formatter.row(path: FilePath("a.png"), result: answer(7, 0.99987)) == "a.png,7,0.9999,ok,\n")
    #expect(formatter.row(path: FilePath("a.png"), result: answer(0, 0.5)) == "a.png,0,0.5000,review,\n")
    #expect(formatter.row(path: FilePath("a.png"), result: .blank) == "a.png,,,blank,\n")
    let error = formatter.row(path: FilePath("a.png"), result: .error(reason: "bad, very \"bad\""))
    #expect(error == "a.png,,,error,\"bad, very \"\"bad\"\"\"\n")
  }

  @Test func writesProbabilities() {
    let formatter = RowFormatter(includesProbabilities: true)
    #expect(formatter.header == "file,digit,confidence,status,message,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n")
    let row = formatter.row(path: FilePath("a"), result: answer(1, 0.91))
    #expect(row == "a,1,0.9100,ok,,0.0100,0.9100" + String(repeating: ",0.0100", count: 8) + "\n")
    #expect(formatter.row(path: FilePath("a"), result: .blank) == "a,,,blank,,,,,,,,,,,\n")
  }

  @Test func writesJSONLines() {
    let formatter = RowFormatter(format: .jsonl)
    #expect(formatter.header == "")
    #expect(
      formatter.row(path: FilePath("a\"\n\u{1}é.png"), result: answer(3, 1))
        == #"{"file":"a\"\n\u0001é.png","digit":3,"confidence":1.0000,"status":"ok","message":null}"# + "\n"
    )
    #expect(
      formatter.row(path: FilePath("a"), result: .error(reason: "no"))
        == #"{"file":"a","digit":null,"confidence":null,"status":"error","message":"no"}"# + "\n"
    )
  }

  /// What is printed decides: 0.79996 is printed as 0.8000 and is not below 0.8.
  @Test(arguments: [(Float(0.79996), RowFormatter.Status.ok), (0.79994, .review), (0.8, .ok)])
  func comparesConfidenceAsPrinted(confidence: Float, status: RowFormatter.Status) {
    #expect(RowFormatter(minimumConfidence: 0.8).status(of: answer(2, confidence)) == status)
  }

  @Test(arguments: ["=x.png", "+x.png", "-x.png", "@x.png"]) func writesFormulasWithTheirFolder(name: String) {
    #expect(RowFormatter().row(path: FilePath(name), result: .blank) == "./\(name),,,blank,\n")
    #expect(RowFormatter().row(path: FilePath("a/" + name), result: .blank) == "a/\(name),,,blank,\n")
  }

  @Test func escapesNamesThatAreNotUTF8() {
    let path = FilePath(bytes: Array("50%".utf8) + [0xFF] + Array("é.png".utf8))
    #expect(path.text == "50%25%FF%C3%A9.png")
    #expect(FilePath("50%é.png").text == "50%é.png")
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func anyNameParsesBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("ab,\"\n\r ;é\t'%".unicodeScalars)
    var text = RowFormatter().header
    var names: [[UInt8]] = []
    for _ in 0..<500 {
      let length = Int.random(in: 1...8, using: &generator)
      let name =
        "x"
        + String(String.UnicodeScalarView((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" }))
      names.append(Array(name.utf8))
      text += RowFormatter().row(path: FilePath(name), result: .error(reason: name))
    }
    let records = try CSVReader.records(Array(text.utf8), path: "rows").dropFirst()
    #expect(records.map { $0.fields[0] } == names, "seed \(seed)")
    #expect(records.map { $0.fields[4] } == names, "seed \(seed)")
  }
}

@Suite struct CSVReaderTests {
  @Test func readsWindowsFilesAndSkipsEmptyLines() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("file,digit\r\n\r\n\"a\r\nb\",1\r\nc,".utf8)
    let records = try CSVReader.records(bytes, path: "t")
    let expected: [(Int, [String])] = [(1, ["file", "digit"]), (3, ["a\r\nb", "1"]), (5, ["c", ""])]
    #expect(records == expected.map { CSVReader.Record(line: $0, fields: $1.map { Array($0.utf8) }) })
  }

  @Test(arguments: [
    ("a,b\n\"open", 2, "a quote is opened and never closed"), ("\"a\"b\n", 1, "text after a closing quote"),
  ]) func refusesBrokenQuotes(text: String, line: Int, detail: String) {
    #expect(throws: RecognitionError.malformedTable(path: "t", line: line, detail: detail)) {
      try CSVReader.records(Array(text.utf8), path: "t")
    }
  }
}
