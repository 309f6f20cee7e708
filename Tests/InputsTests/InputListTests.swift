import DigitRecognition
import Files
import Foundation
import Inputs
import TestSupport
import Testing

@Suite struct InputListTests {
  /// All inputs, their paths relative to `folder`.
  private func inputs(_ arguments: [InputList.Argument]) -> [ClassificationInput] {
    var list = InputList(arguments)
    var inputs: [ClassificationInput] = []
    while true {
      let chunk = list.next(limit: 7)
      if chunk.isEmpty { return inputs }
      inputs += chunk
    }
  }

  private func inputs(ofList bytes: [UInt8], isNullTerminated: Bool = false) throws -> [ClassificationInput] {
    let folder = try TemporaryFolder()
    let list = FilePath(try folder.write(bytes, to: "list"))
    let argument = InputList.Argument.list(list, isNullTerminated: isNullTerminated)
    let inputs = inputs([argument])
    #expect(InputCount.count([argument]) == inputs.count)
    return inputs
  }

  @Test func readsALongList() throws {
    let names = (0..<100_000).map { "scans/\($0).png" }
    let lines = Array(names.joined(separator: "\n").utf8)
    #expect(try inputs(ofList: lines).map(\.path.text) == names)
    #expect(try inputs(ofList: lines + [10]).map(\.path.text) == names)
    let zeros = Array(names.joined(separator: "\0").utf8)
    #expect(try inputs(ofList: zeros, isNullTerminated: true).map(\.path.text) == names)
  }

  @Test func readsListsOfOtherSystems() throws {
    let list = [0xEF, 0xBB, 0xBF] + Array("a.png\r\n\r\nb c.png\r\n".utf8)
    #expect(try inputs(ofList: list).map(\.path.text) == ["a.png", "b c.png"])
    let exact = try inputs(ofList: Array("a\r\0\nb".utf8), isNullTerminated: true)
    #expect(exact.map(\.path.text) == ["a\r", "\nb"])
  }

  @Test func linesThatAreNoPathsKeepTheirPlace() throws {
    let long = String(repeating: "x", count: 300_000)
    let found = try inputs(ofList: Array("a\nb\0c\n\(long)\nd\n\(long)".utf8))
    #expect(found.map(\.path.text) == ["a", "b", String(repeating: "x", count: 255), "d", found[2].path.text])
    #expect(found.map { $0.problem == nil } == [true, false, false, true, false])
    #expect(found[1].problem?.reason == "the line holds zero bytes: if zero bytes end the paths, add --null")
  }

  @Test func whatIsNoListGivesNoInputs() throws {
    let folder = try TemporaryFolder()
    let bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 10, 97, 10]
    let picture = FilePath(try folder.write(bytes, to: "scan"))
    let arguments: [InputList.Argument] = [
      .path(FilePath("a.png")), .list(picture, isNullTerminated: false), .path(FilePath("b.png")),
    ]
    var list = InputList(arguments)
    #expect(list.next(limit: 7).map(\.path.text) == ["a.png"])
    #expect(list.next(limit: 7).isEmpty && list.next(limit: 7).isEmpty)
    #expect(list.mistake == .notAList(path: picture.text, mistake: .file(kind: "a PNG")))
    #expect(
      list.mistake?.description
        == "\(picture.text) holds a PNG, not a list of paths: save it as a file and name that, digits classify FILE")
  }

  @Test func aListThatCannotBeReadIsNoEmptyList() throws {
    let folder = try TemporaryFolder()
    let list = InputList.Argument.list(FilePath(folder.path), isNullTerminated: false)
    #expect(throws: InputError.self) { try InputList.check([list]) }
    let found = inputs([list])
    #expect(found.map(\.path.text) == [folder.path])
    #expect(found[0].problem?.reason == "the list could not be read to its end: Is a directory")
  }

  @Test func countsWhatItGives() throws {
    let folder = try TemporaryFolder()
    for name in ["1.png", "a/2.jpg", "a/b/3.PNG", ".hidden.png", "notes.txt"] { try folder.write([], to: name) }
    try folder.write([0xFF, 0xD8, 0xFF], to: "a/photo")
    let arguments: [InputList.Argument] = [.path(FilePath(folder.path)), .path(FilePath(folder.path + "/gone"))]
    #expect(inputs(arguments).count == 5)
    #expect(InputCount.count(arguments) == 5)
    #expect(InputCount.count(arguments + [.standardInput(isNullTerminated: false)]) == nil)
  }

  @Test func tellsWhatIsNamedTwice() throws {
    let folder = try TemporaryFolder()
    for name in ["a/1.png", "a/b/2.png", "a.png", "a-b/3.png"] { try folder.write([], to: name) }
    func overlap(_ names: String...) -> InputOverlap {
      InputOverlap(names.map { .path(FilePath(folder.path + "/" + $0)) })
    }
    #expect(overlap("a", "a.png", "a-b").notice == nil)
    #expect(overlap("a/1.png", "a/b/2.png", "gone", "a/b/../2.png").notice == nil)
    let double = overlap("a.png", "a/b", "a", "a/b/2.png", "a/../a.png")
    #expect(double.count == 3)
    #expect(double.first?.text == folder.path + "/a/b")
  }
}
