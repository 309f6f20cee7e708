import DigitRecognition
import Files
import Foundation
import TestSupport
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

  @Test func whatTheDeadHaveLeftIsTakenOver() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rows.csv"
    try folder.write(Array("a longer beginning".utf8), to: "rows.csv.partial")
    let file = try OutputFile(path)
    try file.write("rows\n")
    try file.commit()
    #expect(try folder.names() == ["rows.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "rows\n")
  }

  @Test func oneProcessAtATimeWrites() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rows.csv"
    let file = try OutputFile(path)
    #expect(throws: FileError.outputInUse(path: path)) { try OutputFile(path) }
    file.discard()
    #expect(try folder.names() == [])
    try OutputFile(path).commit()
    // What is written after the commit gets to the end of the file.
    let log = try OutputFile(path)
    try log.write("1\n")
    try log.commit()
    try log.write("2\n")
    log.discard()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "1\n2\n")
  }

  @Test func anUnfinishedRunIsNotDestroyed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/rows.csv"
    try folder.write(Array("rows".utf8), to: "rows.csv.partial")
    try folder.write(Array("state".utf8), to: "rows.csv.resume")
    #expect(throws: FileError.unfinishedOutput(path: path)) { try OutputFile(path) }
    #expect(try String(contentsOfFile: path + ".partial", encoding: .utf8) == "rows")
  }

  /// To a file, to one that is not there yet, and by several links in other folders.
  @Test(arguments: ["real.csv", "new.csv", "other/link.csv"]) func linksStayAndLeadToTheFile(target: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("old".utf8), to: "real.csv")
    try folder.write([], to: "other/file")
    #expect(symlink("../real.csv", folder.path + "/other/link.csv") == 0)
    #expect(symlink(target, folder.path + "/link.csv") == 0)
    let file = try OutputFile(folder.path + "/link.csv")
    let real = target == "new.csv" ? target : "real.csv"
    #expect(try folder.names().contains(real + ".partial"))
    try file.write("rows")
    try file.commit()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link.csv") == target)
    #expect(try String(contentsOfFile: folder.path + "/" + real, encoding: .utf8) == "rows")
    #expect(try !folder.names().contains { $0.hasSuffix(".partial") })
  }

  @Test func whatLiesWhereThePartBelongsIsNotWrittenOver() throws {
    let folder = try TemporaryFolder()
    let (path, victim) = (folder.path + "/rows.csv", try folder.write(Array("mine".utf8), to: "victim"))
    let partial = path + ".partial"
    let foreign = "a link, or no regular file, where a file of digits itself belongs; remove it"
    let shared = "it has a second name (a hard link), whose file would be written over; give it a copy of its own"
    let cases: [(make: () -> Int32, reason: String)] = [
      ({ symlink(victim, partial) }, foreign), ({ link(victim, partial) }, shared),
      ({ mkfifo(partial, 0o600) }, foreign), ({ mkdir(partial, 0o700) }, foreign),
    ]
    for (make, reason) in cases {
      #expect(make() == 0)
      let error = #expect(throws: FileError.self) { try OutputFile(path) }
      #expect("\(error.map { "\($0)" } ?? "")".hasSuffix(reason))
      #expect(remove(partial) == 0)
    }
    #expect(symlink("loop.csv", folder.path + "/loop.csv") == 0)
    #expect(throws: FileError.self) { try OutputFile(folder.path + "/loop.csv") }
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "mine")
    #expect(try folder.names() == ["loop.csv", "victim"])
  }

  @Test func namesNeedNotBeText() throws {
    let folder = try TemporaryFolder()
    let reader = FileReader()
    for byte in [UInt8(0xFE), 0xFF] {
      let path = FilePath(folder.path).appending([byte])
      let file = try OutputFile(path.string)
      try file.write([byte])
      try file.commit()
      #expect(try withExtendedLifetime(reader) { try Array(reader.read(path)) } == [byte])
    }
    #expect(FileSystem.names(in: FilePath(folder.path)).filter { $0.first != UInt8(ascii: ".") }.count == 2)
  }

  @Test func refusesWhatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.unwritableOutput(path: folder.path, reason: "Is a directory")) {
      try OutputFile(folder.path)
    }
    let missing = folder.path + "/none/rows.csv"
    #expect(throws: FileError.unwritableOutput(path: missing, reason: "No such file or directory")) {
      try OutputFile(missing)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func saysWhenTheDiskIsFull() throws {
    let file = try OutputFile("/dev/full")
    let error = FileError.unwritableOutput(path: "/dev/full", reason: "No space left on device")
    #expect(throws: error) { try file.write("rows") }
  }
}
