import Files
import LabelledData
import TestSupport
import Testing

/// labels.csv whose labels are numbers.
@Suite struct NumberTableTests {
  private func rows(_ text: String) throws -> [String] {
    try NumberTable(Array(text.utf8), path: "t").rows.map {
      "\(String(decoding: $0.file, as: UTF8.self)) \($0.text ?? "blank")"
    }
  }

  @Test(arguments: [
    ("file,text", "a.png,0042", "a.png 0042"), ("Filename;Number", "a.png;1.250,50", "a.png 1.250,50"),
    ("text\tfile", "12|3\ta.png", "a.png 12 3"), ("file,text", "a.png,12   3", "a.png 12 3"),
    ("file,text", "a.png,\"=\"\"007\"\"\"", "a.png 007"), ("file,text", "a.png,24/12/1999", "a.png 24/12/1999"),
    ("file,text", "a.png,", "a.png blank"), ("file,text", "a.png,Blank", "a.png blank"),
  ]) func takesWhatPeopleWrite(header: String, row: String, expected: String) throws {
    #expect(try rows("\(header)\n\(row)\n") == [expected])
  }

  /// As `digits read` writes it.
  @Test func leavesOutWhatNobodyHasSettled() throws {
    let text = """
      file,text,value,confidence,status,message
      a.png,12,12,0.9999,ok,
      b.png,13,13,0.5000,review,low confidence
      c.png,,,,error,No such file or directory
      d.png,,,,blank,no ink found
      e.png,review,,,ok,
      """
    let table = try NumberTable(Array(text.utf8), path: "t")
    #expect(try rows(text) == ["a.png 12", "d.png blank"])
    #expect(table.leftOut == 3)
  }

  @Test func saysWhatIsWrong() {
    func complaint(_ text: String) -> String {
      do {
        _ = try NumberTable(Array(text.utf8), path: "t")
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      complaint("file,text\na.png,12\nb.png,1Z\n") == "t, line 3: found \"1Z\" as the number; write it with digits and "
        + ". , - / :, blank where there is none, or review to leave it out")
    #expect(
      complaint("a.png,12\n") == "t, line 1: found \"a.png\", \"12\" in place of the names of columns; make the line "
        + "file,text the first")
  }

  /// A column of digits decides, since such tables were read before there were numbers.
  @Test(arguments: [
    ("file,text", true), ("file,digit", false), ("file,text,digit", false), ("file,label", false), ("", false),
  ])
  func tellsNumbersFromDigits(header: String, areNumbers: Bool) {
    #expect(NumberTable.describes(Array(header.utf8)) == areNumbers)
  }

  @Test func aTableOfDigitsWithNumbersNamesTheWayOut() {
    let error = #expect(throws: FileError.self) { try LabelTable(Array("file,label\na.png,12\n".utf8), path: "t") }
    #expect("\(error.map { "\($0)" } ?? "")".hasSuffix("to leave it out; for numbers, name the columns file,text"))
  }

  @Test func aFolderIsListed() throws {
    let folder = try TemporaryFolder()
    #expect(try LabelledNumbers(folder.path) == nil)
    try folder.write("file,number\na.png,12\n".utf8, to: "labels.csv")
    let numbers = try #require(try LabelledNumbers(folder.path))
    #expect(numbers.entries == [.init(path: FilePath(folder.path + "/a.png"), text: "12")])
    #expect(numbers.notices == ["\(folder.path)/labels.csv read as: \"file\" as file; \"number\" as text"])
    try folder.write("file,text\n".utf8, to: "labels.csv")
    #expect(throws: DataError.self) { try LabelledNumbers(folder.path) }
  }
}
