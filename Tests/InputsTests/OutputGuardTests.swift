import BatchClassification
import DigitRecognition
import EvaluationReports
import Files
import Foundation
import Inputs
import TestSupport
import Testing

@Suite struct OutputGuardTests {
  private let folder: TemporaryFolder
  private let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = try folder.write([1], to: "out.csv")
  }

  @Test(arguments: ["out.csv", "./out.csv", "link.csv", "hard.csv", "sub/../out.csv"])
  func anOutputIsKnownByAnyName(name: String) throws {
    #expect(symlink("out.csv", folder.path + "/link.csv") == 0)
    #expect(link(output, folder.path + "/hard.csv") == 0)
    try folder.write([1], to: "sub/other.csv")
    let input = FilePath(folder.path + "/" + name)
    let outputs = try OutputGuard([output])
    let error = InputError.outputIsInput(output: output, input: input.text)
    #expect(throws: error) { try outputs.check(input) }
    #expect(throws: error) { try outputs.check([.path(FilePath(folder.path)), .path(input)]) }
    #expect(throws: error) { try outputs.check([.list(input, isNullTerminated: false)]) }
    try outputs.check(FilePath(folder.path + "/sub/other.csv"))
  }

  @Test func newFilesAndDevicesNeedNoGuard() throws {
    let outputs = try OutputGuard([folder.path + "/new.csv", "/dev/null", "/dev/null"])
    #expect(outputs.isIdle)
    try outputs.check([.path(FilePath("/dev/null")), .path(FilePath(folder.path + "/new.csv"))])
  }

  @Test func twoOutputsAreTwoFiles() throws {
    let new = folder.path + "/new.csv"
    #expect(throws: InputError.self) { try OutputGuard([new, folder.path + "/./new.csv"]) }
    #expect(link(output, folder.path + "/hard.csv") == 0)
    #expect(throws: InputError.self) { try OutputGuard([output, folder.path + "/hard.csv"]) }
    _ = try OutputGuard([output, new])
  }

  /// What a shell has begun before the list was made, or last month's table among the scans.
  @Test func aTableInAListIsNoReasonToStop() throws {
    let picture = try folder.write([], to: "7.png")
    let list = try folder.write(Array("\(picture)\n\(output)\n".utf8), to: "list")
    var run = BatchRun(
      DigitRows(cascade: try ModelCatalog.cascade(), formatter: RowFormatter(), options: ScanNormalizer.Options()),
      jobs: 1)
    run.outputs = try OutputGuard([output])
    var rows = ""
    _ = try run.run([.list(FilePath(list), isNullTerminated: false)]) { text, _ in rows += text }
    #expect(rows.contains("\(output),,,error,"), "\(rows)")
  }

  @Test func filesInMemoryAreFiles() {
    #expect(FileSystem.isReplaceable("/dev/shm/rows.csv") && !FileSystem.isReplaceable("/dev/stdout"))
  }

  @Test func aFolderIsGuardedWithAllThatItHolds() throws {
    let picture = try folder.write([], to: "scans/7.png")
    let output = try folder.write([], to: "pixels/1.png")
    #expect(symlink(picture, folder.path + "/pixels/2.png") == 0)
    #expect(link(output, folder.path + "/pixels/3.png") == 0)
    let outputs = OutputGuard(contentsOf: FilePath(folder.path + "/pixels"))
    for input in [picture, output] {
      #expect(throws: InputError.self, "\(input)") { try outputs.check(FilePath(input)) }
    }
    try outputs.check(FilePath(folder.write([], to: "scans/8.png")))
    #expect(OutputGuard(contentsOf: FilePath(folder.path + "/none")).isIdle)
  }

  @Test func inputsInsideFoldersAndListsAreFoundOnTheWay() throws {
    let picture = try folder.write([], to: "scans/7.png")
    let list = try folder.write(Array("\(picture)\n".utf8), to: "list")
    var run = BatchRun(
      DigitRows(cascade: try ModelCatalog.cascade(), formatter: RowFormatter(), options: ScanNormalizer.Options()),
      jobs: 1)
    run.outputs = try OutputGuard([picture])
    for argument in [
      InputList.Argument.path(FilePath(folder.path + "/scans")), .list(FilePath(list), isNullTerminated: false),
    ] {
      try run.outputs.check([argument])
      #expect(throws: InputError.outputIsInput(output: picture, input: picture)) {
        _ = try run.run([argument]) { _, _ in }
      }
      #expect(throws: InputError.outputIsInput(output: picture, input: picture)) {
        _ = try PreviewRun(cascade: ModelCatalog.cascade(), options: ScanNormalizer.Options()).run(
          [argument], outputs: run.outputs)
      }
    }
  }
}
