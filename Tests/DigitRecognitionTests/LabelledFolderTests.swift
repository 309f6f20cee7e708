import DigitRecognition
import Testing

@Suite struct LabelledFolderTests {
  @Test func takesOneSubfolderForEachDigit() throws {
    let folder = try TemporaryFolder()
    for name in ["0/b.png", "0/a.png", "9/c.jpg", "other/d.png", "9/notes.txt"] { try folder.write([], to: name) }
    let entries = try LabelledFolder(folder.path).entries
    #expect(entries.map { $0.path.text } == ["0/a.png", "0/b.png", "9/c.jpg"].map { folder.path + "/" + $0 })
    #expect(entries.map(\.digit) == [0, 0, 9])
  }

  @Test func takesATable() throws {
    let folder = try TemporaryFolder()
    let rows = ["digit,file,pen", "3,\"a,b.png\",blue", ",blank.png,none", "review,12.png,blue"]
    try folder.write(Array(rows.joined(separator: "\n").utf8), to: "labels.csv")
    let entries = try LabelledFolder(folder.path).entries
    #expect(entries.map { $0.path.text } == ["a,b.png", "blank.png"].map { folder.path + "/" + $0 })
    #expect(entries.map(\.digit) == [3, nil])
  }

  @Test func leavesOutWhatATableOfReadingsDoesNotSettle() throws {
    let folder = try TemporaryFolder()
    let rows = [
      "file,digit,confidence,status,message", "ok.png,7,0.9987,ok,", "corrected.png,2,,ok,corrected by hand",
      "doubtful.png,1,0.6134,review,faint ink", "several.png,,,review,2 digits in the picture",
      "number.png,,,review,marked by hand as not one digit", "broken.png,,,error,truncated PNG",
      "empty.png,,,blank,marked by hand as blank",
    ]
    try folder.write(Array(rows.joined(separator: "\n").utf8), to: "labels.csv")
    let entries = try LabelledFolder(folder.path).entries
    #expect(entries.map { $0.path.text } == ["ok.png", "corrected.png", "empty.png"].map { folder.path + "/" + $0 })
    #expect(entries.map(\.digit) == [7, 2, nil])
  }

  @Test func findsNamesThatAreWrittenWithTheFolder() throws {
    let folder = try TemporaryFolder()
    for name in ["a.png", "deep/b.png", "scans/c.png"] { try folder.write([], to: name) }
    let names = ["scans/a.png", "scans/deep/b.png", "scans/c.png", "scans/gone.png"]
    try folder.write(Array((["file,digit"] + names.map { $0 + ",1" }).joined(separator: "\n").utf8), to: "labels.csv")
    let entries = try LabelledFolder(folder.path).entries
    let found = ["a.png", "deep/b.png", "scans/c.png", "scans/gone.png"]
    #expect(entries.map { $0.path.text } == found.map { folder.path + "/" + $0 })
  }

  @Test(arguments: [
    ("name,digit\n", 1, "expected a header with the columns file and digit"),
    ("file,digit\na.png,1\nb.png\n", 3, "expected a file and a digit"),
    ("file,digit\na.png,12\n", 2, "\"12\" is not one of 0 … 9"),
  ]) func saysWhatIsWrongWithTheTable(text: String, line: Int, detail: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), to: "labels.csv")
    #expect(throws: RecognitionError.malformedTable(path: path, line: line, detail: detail)) {
      try LabelledFolder(folder.path)
    }
  }

  @Test func reportsEachUnreadablePicture() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("file,digit\ngone.png,4\n".utf8), to: "labels.csv")
    let contents = try LabelledFolder(folder.path).load(jobs: 2)
    #expect(contents.digits.count == 0)
    let expected = LabelledFolder.Rejected(
      file: folder.path + "/gone.png",
      digit: 4,
      reason: "No such file or directory"
    )
    #expect(contents.rejected == [expected])
  }

  @Test func refusesAFolderWithoutLabels() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "a.png")
    #expect(throws: RecognitionError.notLabelled(path: folder.path)) { try LabelledFolder(folder.path) }
  }
}
