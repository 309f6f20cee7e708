import BatchClassification
import DigitRecognition
import Files
import Foundation
import ImageIngestion
import Inputs
import NeuralNetwork
import TestSupport
import Testing

@Suite struct ResumableFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/rows.csv"
  }

  private static func identity(
    _ arguments: [InputList.Argument] = [.path(FilePath("scans"))], seed: UInt64 = 1,
    change: (inout DigitRows) -> Void = { _ in }
  ) throws -> RunIdentity {
    let network = NetworkDescription(name: "small", layers: [.dense(units: 10)])
    let model = try Model(initializing: network, seed: seed)
    var rows = DigitRows(cascade: Cascade(model), formatter: RowFormatter(), options: ScanNormalizer.Options())
    change(&rows)
    return try RunIdentity(rows, arguments: arguments)
  }

  private func open() throws -> ResumableFile {
    let identity = try Self.identity()
    return try ResumableFile(path) { identity }
  }

  private func progress(_ rows: Int, isComplete: Bool = false) -> RunProgress {
    var tally = BatchRun.Tally()
    tally.counts = [.ok: rows]
    return RunProgress(tally: tally, inputs: InputDigest().hexadecimal, isComplete: isComplete)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func whatFollowsTheCheckpointIsWrittenAgain() throws {
    do {
      let file = try open()
      #expect(try file.resume() == nil)
      try file.write("a\nb\n", progress(2))
      try file.checkpoint()
      try file.write("lost\n", progress(3))
      #expect(try text(path + ".partial") == "a\nb\nlost\n")
    }
    #expect(try folder.names() == ["rows.csv.partial", "rows.csv.resume"])
    let file = try open()
    #expect(file.unfinishedRows == 2)
    #expect(try file.resume() == progress(2))
    try file.write("c\n", progress(3))
    try file.checkpoint()
    try file.commit()
    #expect(try text(path) == "a\nb\nc\n")
    #expect(try folder.names() == ["rows.csv"])
  }

  @Test func withoutACheckpointNothingIsLeft() throws {
    do {
      let file = try open()
      try file.write("a\n", progress(1))
    }
    #expect(try folder.names() == [])
  }

  @Test func whatIsNotResumedIsReplacedByTheFirstRowOnly() throws {
    do {
      let file = try open()
      try file.write("a\n", progress(1))
      try file.checkpoint()
    }
    do { _ = try open() }
    #expect(try text(path + ".partial") == "a\n")
    let file = try open()
    try file.write("b\n", progress(1))
    #expect(try folder.names() == ["rows.csv.partial"])
    try file.commit()
    #expect(try text(path) == "b\n")
  }

  /// A process that ends between the last steps of a run: before its file has its name, and after.
  @Test(arguments: [false, true]) func aFinishedRunIsRecognised(isInPlace: Bool) throws {
    do {
      let file = try open()
      try file.write("a\n", progress(1))
      try file.write("b\n", progress(2, isComplete: true))
      try file.checkpoint()
      if isInPlace { try FileManager.default.moveItem(atPath: path + ".partial", toPath: path) }
    }
    let file = try open()
    #expect(try file.resume() == progress(2, isComplete: true))
    try file.commit()
    #expect(try text(path) == "a\nb\n")
    #expect(try folder.names() == ["rows.csv"])
  }

  @Test func aFinishedRunWhoseFileWasChangedIsNotTaken() throws {
    do {
      let file = try open()
      try file.write("a\n", progress(1, isComplete: true))
      try file.checkpoint()
      try FileManager.default.removeItem(atPath: path + ".partial")
      try folder.write(Array("x\n".utf8), to: "rows.csv")
    }
    let detail = "has 0 bytes, and the unfinished run had left 2"
    let file = try open()
    #expect(throws: BatchError.unusableState(path: path + ".partial", detail: detail)) { try file.resume() }
    #expect(try text(path) == "x\n")
  }

  @Test func theLastCheckpointOutlivesOneThatFails() throws {
    do {
      let file = try open()
      try file.write("a\n", progress(1))
      try file.checkpoint()
      // No file can replace a folder.
      try FileManager.default.moveItem(atPath: path + ".resume", toPath: path + ".kept")
      try FileManager.default.createDirectory(atPath: path + ".resume", withIntermediateDirectories: true)
      try file.write("b\n", progress(2))
      #expect(throws: FileError.unwritableOutput(path: path + ".resume", reason: "Is a directory")) {
        try file.checkpoint()
      }
      try FileManager.default.removeItem(atPath: path + ".resume")
      try FileManager.default.moveItem(atPath: path + ".kept", toPath: path + ".resume")
    }
    #expect(try open().resume() == progress(1))
    #expect(try folder.names() == ["rows.csv.partial", "rows.csv.resume"])
  }

  @Test func isLockedAndKeepsItsPermissions() throws {
    try folder.write(Array("old\n".utf8), to: "rows.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let file = try open()
    #expect(throws: FileError.outputInUse(path: path)) { try open() }
    try file.write("new\n", progress(1))
    #expect(try text(path) == "old\n")
    try file.commit()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try text(path) == "new\n")
  }

  @Test func stateSurvivesItsJSON() throws {
    var progress = progress(3, isComplete: true)
    progress.tally.causes = [.missing: 2]
    let state = RunState(identity: try Self.identity(), progress: progress, length: 70, rows: "ab")
    let file = try folder.write(try state.json(), to: "state")
    #expect(try RunState(contentsOf: file) == state)
    var newer = state
    newer.version = 2
    try folder.write(try newer.json(), to: "state")
    #expect(throws: BatchError.self) { try RunState(contentsOf: file) }
    let json = String(decoding: try state.json(), as: UTF8.self)
    let lie = json.replacing("\"ok\" : 3", with: "\"ok\" : \(Int.max), \"blank\" : 1")
    #expect(lie != json)
    try folder.write(Array(lie.utf8), to: "state")
    #expect(throws: BatchError.self) { try RunState(contentsOf: file) }
  }

  @Test func everyOptionThatChangesRowsIsOfTheIdentity() throws {
    let identity = try Self.identity()
    let changes: [(String, (inout DigitRows) -> Void)] = [
      ("--format was csv and is now jsonl", { $0.formatter.format = .jsonl }),
      ("--probabilities was no and is now yes", { $0.formatter.includesProbabilities = true }),
      ("--explain was no and is now yes", { $0.formatter.includesExplanation = true }),
      ("--min-confidence was 0.8 and is now 0.5", { $0.formatter.policy.minimumConfidence = 0.5 }),
      ("--polarity was auto and is now light", { $0.options.polarity = Polarity(rawValue: "light") }),
      ("--max-pixels was 100000000 and is now 5", { $0.options.maximumPixels = 5 }),
      (
        "--max-file-size was 268435456 bytes and is now 1048576 bytes",
        { $0.options.maximumFileSize = .megabytes(1) }
      ),
      ("--finder was auto and is now rules", { $0.options.finder = .rules }),
    ]
    for (sentence, change) in changes {
      #expect(try Self.identity(change: change).differences(from: identity) == [sentence])
    }
    let links = try Self.identity([.path(FilePath("scans"), followsLinks: true)])
    #expect(links.differences(from: identity) == ["--follow-symlinks was no and is now yes"])
    let other = try Self.identity(seed: 2).differences(from: identity)
    #expect(other.count == 1 && other[0].hasPrefix("model was small "))
    let lists = try Self.identity([.list(FilePath("list"), isNullTerminated: true)])
    #expect(lists.differences(from: identity) == ["inputs was scans and is now --files-from list --null"])
    let many = (0..<1000).map { InputList.Argument.path(FilePath("\($0).png")) }
    #expect(try Self.identity(many) != Self.identity(many.reversed()))
    #expect(try Self.identity(many).differences(from: identity)[0].count < 60)
  }

  @Test func theDigestTellsListsApart() {
    func digest(_ paths: String...) -> String {
      var digest = InputDigest()
      for path in paths { digest.add(FilePath(path)) }
      return digest.hexadecimal
    }
    #expect(digest("a", "b") == digest("a", "b"))
    #expect(Set([digest(), digest("ab"), digest("a", "b"), digest("b", "a"), digest("a", "b", "")]).count == 5)
    // printf 'a\0b\0' | sha256sum
    #expect(digest("a", "b") == "8fb20ef63ced4145fc2e983ffe597d1dcff39154c3bf21f0fa9dde6a0c50fdc9")
  }
}
