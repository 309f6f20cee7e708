import DigitRecognition
import Foundation
import Testing

@Suite struct OutputFileTests {
  @Test func appearsOnlyWhenCommitted() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rows.csv"
    let file = try OutputFile(path)
    try file.write("rows\n")
    #expect(!FileManager.default.fileExists(atPath: path))
    try file.commit()
    #expect(try folder.names() == ["rows.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "rows\n")
  }

  @Test func leavesTheOldFileWhenAbandoned() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("old".utf8), to: "rows.csv")
    do {
      let file = try OutputFile(path)
      try file.write("new")
    }
    #expect(try folder.names() == ["rows.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func leftoversOfTheDeadAreRemovedAndThoseOfTheLivingStay() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rows.csv"
    for name in ["rows.csv.1.partial", "rows.csv.x.partial", "other.csv.1.partial"] { try folder.write([0], to: name) }
    let file = try OutputFile(path)
    OutputFile.removeLeftovers(of: path)
    let own = try #require(file.temporaryPath).dropFirst(folder.path.count + 1)
    #expect(try folder.names() == ["other.csv.1.partial", "rows.csv.x.partial", String(own)].sorted())
    try file.commit()
  }

  @Test func refusesWhatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RecognitionError.unwritableOutput(path: folder.path, reason: "Is a directory")) {
      try OutputFile(folder.path)
    }
    let missing = folder.path + "/none/rows.csv"
    #expect(throws: RecognitionError.unwritableOutput(path: missing, reason: "No such file or directory")) {
      try OutputFile(missing)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func saysWhenTheDiskIsFull() throws {
    let file = try OutputFile("/dev/full")
    let error = RecognitionError.unwritableOutput(path: "/dev/full", reason: "No space left on device")
    #expect(throws: error) { try file.write("rows") }
  }
}
