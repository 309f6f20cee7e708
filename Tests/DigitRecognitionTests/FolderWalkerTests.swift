import DigitRecognition
import Foundation
import Testing

@Suite struct FolderWalkerTests {
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The paths found below `folder`, relative to it, and what was skipped.
  private func walk(_ folder: TemporaryFolder) -> (found: [String], skipped: FolderWalker.Skipped) {
    var walker = FolderWalker(folder: FilePath(folder.path))
    var found: [String] = []
    while case .image(let path) = walker.next() { found.append(String(path.text.dropFirst(folder.path.count + 1))) }
    return (found, walker.skipped)
  }

  @Test func sortsByTheBytesOfThePath() throws {
    let folder = try TemporaryFolder()
    let names = [
      "a.png", "a/b.png", "a-b.png", "a b.png", "B.png", "a/B/c.png", "é.png", "a\"q.png", "a\nn.png", "10.png",
      "9.png",
    ]
    for name in names { try folder.write([], to: name) }
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(walk(folder).found == sorted)
  }

  @Test func skipsAndCountsWhatIsNoImage() throws {
    let folder = try TemporaryFolder()
    for name in ["1.png", "2.JPG", "3.jfif", "scan.tiff", "._1.png", ".DS_Store", ".git/4.png", "labels.csv", "README"]
    {
      try folder.write(Array("text".utf8), to: name)
    }
    try folder.write(FolderWalkerTests.pngSignature + [0], to: "unnamed")
    try folder.write([0xFF, 0xD8, 0xFF, 0xE0], to: "photo.dat")
    let (found, skipped) = walk(folder)
    #expect(found == ["1.png", "2.JPG", "3.jfif", "photo.dat", "scan.tiff", "unnamed"])
    #expect(skipped.hidden == 3 && skipped.otherFiles == 2 && skipped.links == 0)
    #expect(skipped.sentence == "3 hidden, 2 other files")
  }

  @Test func doesNotFollowLinksInFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "a/1.png")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path + "/a/loop", withDestinationPath: folder.path)
    try files.createSymbolicLink(atPath: folder.path + "/b.png", withDestinationPath: folder.path + "/a/1.png")
    let (found, skipped) = walk(folder)
    #expect(found == ["a/1.png"])
    #expect(skipped.links == 2)
  }

  #if os(Linux)
    @Test func keepsNamesThatAreNotUTF8() throws {
      let folder = try TemporaryFolder()
      let path = FilePath(folder.path).appending([0xFF, 0x80] + Array(".png".utf8))
      let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
      try #require(descriptor >= 0)
      close(descriptor)
      var walker = FolderWalker(folder: FilePath(folder.path))
      #expect(walker.next() == .image(path))
      #expect(path.text.hasSuffix("/%FF%80.png"))
      _ = path.withCString { unlink($0) }
    }
  #endif

  @Test func saysWhichFolderCannotBeRead() {
    var walker = FolderWalker(folder: FilePath("/nowhere"))
    let problem = Unreadable("No such file or directory", cause: .missing)
    #expect(walker.next() == .unreadableFolder(FilePath("/nowhere"), problem))
    #expect(walker.next() == nil)
  }
}

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
