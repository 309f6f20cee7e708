import BatchClassification
import DigitRecognition
import Files
import Imaging
import LabelledData
import Testing

/// labels.csv as people have it.
@Suite struct LabelTableTests {
  private func rows(_ text: String) throws -> [String] {
    try LabelTable(Array(text.utf8), path: "t").rows.map { row in
      "\(row.line) \(String(decoding: row.file, as: UTF8.self)) \(row.digit.map(String.init) ?? "blank")"
    }
  }

  @Test(arguments: [
    ("file,digit", "a.png,7"), ("file, digit", "a.png, 7"), ("\"File\";\"Digit\"", "a.png;7"),
    ("digit\tfile", "7\ta.png"),
    ("filename,label", "a.png,7.0"), ("File Name;Label", "a.png;7,0"), ("id,image_path,Class", "1, a.png ,07"),
    (",name,target,file", "0,Anna,7,a.png"), ("PATH,TRUTH,p0,p1", "\"a.png\",\"7\",0.1,0.2"),
  ]) func takesTheNamesAndFormsThatPeopleUse(header: String, row: String) throws {
    #expect(try rows("\(header)\n\(row)\n") == ["2 a.png 7"])
  }

  @Test func takesAllTenDigits() throws {
    let lines = (0...9).map { "\($0).png,\($0)\n" }
    #expect(try rows("file,digit\n" + lines.joined()) == (0...9).map { "\($0 + 2) \($0).png \($0)" })
  }

  @Test func saysWhatItUnderstood() throws {
    let table = try LabelTable(Array("Label;File name\n7;a.png\n".utf8), path: "t")
    #expect(table.peculiarities == ["semicolons", "\"File name\" as file", "\"Label\" as digit"])
    #expect(try LabelTable(Array("Digit,FILE\n7,a.png\n".utf8), path: "t").peculiarities == [])
  }

  @Test func blankAndUnsettledRows() throws {
    let text = """
      file,digit,status
      a.png,,
      b.png,Blank,ok
      c.png,review,
      d.png,1,review
      e.png,,Error
      ,,
      f.png,2

      """
    let table = try LabelTable(Array(text.utf8), path: "t")
    #expect(try rows(text) == ["2 a.png blank", "3 b.png blank", "8 f.png 2"])
    #expect(table.leftOut == 3)
  }

  /// Whatever `digits classify` writes can be put beside the pictures.
  @Test(arguments: [RowFormat.csv, .excel, .excelSemicolon]) func readsWhatClassifyWrites(
    format: RowFormat
  ) throws {
    let formatter = RowFormatter(format: format, includesProbabilities: true, includesExplanation: true)
    var text = formatter.header
    text += formatter.row(path: FilePath("a;b,c.png"), result: .blank(.noInk))
    text += formatter.row(path: FilePath("d.png"), result: .failed(Unreadable("no; not at all")))
    let table = try LabelTable(Array(text.utf8), path: "t")
    #expect(table.rows == [LabelTable.Row(line: 2, file: Array("a;b,c.png".utf8), digit: nil)])
    #expect(table.leftOut == 1)
  }

  @Test(arguments: [
    ("", 1, "it is empty; expected a line file,digit and one for each image"),
    (
      "a.png,7\nb.png,8\n", 1,
      "found \"a.png\", \"7\" in place of the names of columns; make the line file,digit the first"
    ),
    (
      "file,digit\na.png,1\nb.png\n", 3,
      "found \"b.png\"; expected a file and a digit, separated as in the first line"
    ),
    (
      "file,digit\na.png,12\n", 2,
      "found \"12\" as the digit; write 0 … 9, blank where there is none, or review to leave it out; for numbers, name the "
        + "columns file,text"
    ),
    (
      "file,digit\n\na.png,seven\n", 3,
      "found \"seven\" as the digit; write 0 … 9, blank where there is none, or review to leave it out"
    ),
    ("file,digit\n ,7\n", 2, "the file is missing; write its name, or remove the line"),
    ("file,digit\na\0b.png,7\n", 2, "a zero byte in the file's name; save the table again, as UTF-8"),
  ]) func saysWhatIsWrongAndTheWayOut(text: String, line: Int, detail: String) {
    #expect(throws: FileError.malformedTable(path: "t", line: line, detail: detail)) { try rows(text) }
  }

  @Test(arguments: ["7.5", "-1", "10", "7.0.0", ".7", "7e0", "+7", "0x7", "٧", "7 7", "NaN"])
  func isNoDigit(label: String) {
    #expect(throws: FileError.self) { try rows("file;digit\na.png;\(label)\n") }
  }

  @Test func longFieldsAreShownByTheirBeginning() throws {
    let label = String(repeating: "x", count: 5000)
    let error = #expect(throws: FileError.self) { try rows("file,digit\na.png,\(label)\n") }
    #expect("\(try #require(error))".count < 200)
  }

  /// Any bytes give a table or an error with a line.
  @Test(arguments: [1, 2, 3] as [UInt64]) func survivesAnything(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("file,digit\n\r;\t\"7.0 =\\/é\u{FEFF}".utf8) + [0, 0xFF, 0xFE]
    for _ in 0..<2000 {
      let start = Bool.random(using: &generator) ? Array("file;digit\n".utf8) : []
      let length = Int.random(in: 0..<40, using: &generator)
      let bytes = start + (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      do {
        let table = try LabelTable(bytes, path: "t")
        #expect(
          table.rows.allSatisfy { !$0.file.isEmpty && !$0.file.contains(0) && $0.digit ?? 0 <= 9 }, "seed \(seed)")
      } catch {
        guard case FileError.malformedTable("t", 1..., _) = error else {
          Issue.record("seed \(seed): \(error)")
          continue
        }
      }
    }
  }
}
