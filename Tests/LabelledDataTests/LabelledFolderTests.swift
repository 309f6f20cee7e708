import DigitRecognition
import Files
import Foundation
import ImageEncoding
import Imaging
import LabelledData
import TestSupport
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

  @Test func reportsEachUnreadablePicture() throws {
    let folder = try TemporaryFolder()
    try folder.write(blankPage(), to: "blank.png")
    try folder.write(Array("file,digit\ngone.png,4\nblank.png,3\n".utf8), to: "labels.csv")
    let contents = try LabelledFolder(folder.path).load(jobs: 2)
    #expect(contents.digits.count == 0 && contents.unreadableCount == 1)
    let reasons = ["gone.png": "No such file or directory", "blank.png": "no digit found"]
    #expect(contents.rejected.map(\.file) == ["gone.png", "blank.png"].map { folder.path + "/" + $0 })
    #expect(contents.rejected.map(\.reason) == ["gone.png", "blank.png"].map { reasons[$0] })
  }

  @Test func nothingIsSaidOfPicturesThatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    let (root, gone) = (folder.path, "No such file or directory")
    try folder.write(Array("file,digit\nimg\\gone.png,4\ngone.png,5\n".utf8), to: "labels.csv")
    let looked = ["img\\gone.png", "img/gone.png", "gone.png"].map { root + "/" + $0 }.joined(separator: ", ")
    #expect(
      throws: DataError.noneReadable(
        path: root, count: 2, first: root + "/img\\gone.png",
        reason: "\(gone); looked for as \(looked); write paths as seen from \(root)")
    ) { try LabelledFolder(root).load(jobs: 2) }
    try folder.write([], to: "classes/3/a.png")
    #expect(
      throws: DataError.noneReadable(
        path: root + "/classes", count: 1, first: root + "/classes/3/a.png",
        reason: "empty file: copy or export it again")
    ) { try LabelledFolder(root + "/classes").load(jobs: 2) }
  }

  @Test func refusesAFolderWithoutLabels() throws {
    let folder = try TemporaryFolder()
    #expect(throws: DataError.notLabelled(path: folder.path, found: "nothing")) {
      try LabelledFolder(folder.path)
    }
    for name in ["a.png", "b.pdf", "notes.txt", "letters/c.png", "3/notes.txt"] { try folder.write([], to: name) }
    let found = "2 images; folders 3, letters; skipped in folders of digits: 1 other file"
    let error = DataError.notLabelled(path: folder.path, found: found)
    #expect(throws: error) { try LabelledFolder(folder.path) }
    let sentence = "\(error)"
    for part in [folder.path, "labels.csv", "file,digit", "0 … 9", "MNIST", found] {
      #expect(sentence.contains(part), "\(sentence)")
    }
  }

  @Test func followsLinksToPicturesAndCountsTheRest() throws {
    let folder = try TemporaryFolder()
    for name in ["all/a.png", "all/b.png", "all/notes.txt", "other/7/c.png"] { try folder.write([], to: name) }
    try folder.write([], to: "set/1/own.png")
    for (name, target) in [
      ("1/a.png", "../../all/a.png"), ("1/gone.png", "nowhere"), ("1/notes.txt", "../../all/notes.txt"),
      ("1/all", "../../all"), ("1/loop", ".."), ("7", "../other/7"),
    ] {
      #expect(symlink(target, folder.path + "/set/" + name) == 0)
    }
    let labelled = try LabelledFolder(folder.path + "/set")
    let found = ["1/a.png", "1/gone.png", "1/own.png", "7/c.png"]
    #expect(labelled.entries.map { $0.path.text } == found.map { folder.path + "/set/" + $0 })
    #expect(labelled.entries.map(\.digit) == [1, 1, 1, 7])
    #expect(labelled.notices == ["skipped in folders of digits: 2 symbolic links, 1 other file"])
  }

  @Test func saysWhatIsNotRead() throws {
    let folder = try TemporaryFolder()
    for name in ["0/a.png", "0/._a.png", "b.png", "c.JPG", "d.txt", "letters/e.png"] { try folder.write([], to: name) }
    #expect(
      try LabelledFolder(folder.path).notices == [
        "not read, as the names are not 0 … 9: letters", "not read, as they lie in no folder 0 … 9: 2 images",
        "skipped in folders of digits: 1 hidden",
      ])
  }

  /// A few corrections beside sorted pictures.
  @Test func saysThatATableCountsAndFoldersDoNot() throws {
    let folder = try TemporaryFolder()
    for digit in 0...9 { try folder.write([], to: "\(digit)/a.png") }
    let table = try folder.write(Array("file,digit\n0/a.png,0\n1/a.png,2\n5/a.png,review\n".utf8), to: "labels.csv")
    let labelled = try LabelledFolder(folder.path)
    #expect(labelled.entries.count == 2)
    #expect(
      labelled.notices == [
        "\(table) says what is read (2 images), and not the folders 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 beside it; "
          + "remove it to read those",
        "left out 1 row of \(table), whose digit is not settled (review or error)",
      ])
  }

  @Test(
    arguments: [
      ("img\\1.png", "img/1.png", "\\ in paths as /"), ("./img/1.png", "./img/1.png", nil),
      ("C:\\me\\scans\\img\\1.png", "img/1.png", "\\ in paths as /; paths without their beginning C:/me/scans/"),
      ("/elsewhere/scans/img/1.png", "img/1.png", "paths without their beginning /elsewhere/scans/"),
      ("data/scans/2.png", "2.png", "paths without their beginning data/scans/"), ("a\\b.png", "a\\b.png", nil),
    ] as [(String, String, String?)]) func findsPicturesNamedElsewhere(name: String, file: String, told: String?) throws
  {
    let folder = try TemporaryFolder()
    for name in ["img/1.png", "2.png", "a\\b.png"] { try folder.write([], to: name) }
    let table = try folder.write(Array("file,digit\n\(name),1\n".utf8), to: "labels.csv")
    let labelled = try LabelledFolder(folder.path)
    #expect(labelled.entries.map { $0.path.text } == [folder.path + "/" + file])
    #expect(labelled.notices == (told.map { ["\(table) read as: \($0)"] } ?? []))
  }

  @Test func anAbsolutePathIsTakenAsItIs() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let picture = try other.write([], to: "1.png")
    try folder.write([], to: "1.png")
    try folder.write(Array("file,digit\n\(picture),1\n".utf8), to: "labels.csv")
    #expect(try LabelledFolder(folder.path).entries.map { $0.path.text } == [picture])
  }

  /// The beginning that was left out once is left out of no other name.
  @Test func onlyOneBeginningIsLeftOut() throws {
    let folder = try TemporaryFolder()
    for name in ["1.png", "2.png"] { try folder.write([], to: name) }
    try folder.write(Array("file,digit\na/1.png,1\nb/2.png,2\na/2.png,3".utf8), to: "labels.csv")
    let labelled = try LabelledFolder(folder.path)
    #expect(labelled.entries.map { $0.path.text } == ["1.png", "b/2.png", "2.png"].map { folder.path + "/" + $0 })
  }

  /// A missing picture is not taken for another row's.
  @Test func whereNamesAreRightNoneIsShortened() throws {
    let folder = try TemporaryFolder()
    for name in ["1.png", "2.png"] { try folder.write([], to: name) }
    try folder.write(Array("file,digit\n1.png,0\n2.png,0\nold/1.png,7".utf8), to: "labels.csv")
    let labelled = try LabelledFolder(folder.path)
    #expect(labelled.entries.map { $0.path.text } == ["1.png", "2.png", "old/1.png"].map { folder.path + "/" + $0 })
  }

  @Test func aTableThatUnpacksWithoutEndIsRefused() throws {
    let folder = try TemporaryFolder()
    let table = try folder.writeGzip([UInt8](repeating: UInt8(ascii: "\n"), count: 65 << 20), to: "labels.csv")
    let error = #expect(throws: FileError.self) { try LabelledFolder(folder.path) }
    #expect(
      "\(try #require(error))" == "\(table): unpacked it holds more than 64 MB, which is the limit for such a file")
  }

  private func blankPage() throws -> [UInt8] {
    try ImageEncoder.png(gray: GrayImage(width: 40, height: 40))
  }
}
