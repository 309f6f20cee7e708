import DigitRecognition
import DigitTraining
import Foundation
import LabelledData
import TestSupport
import Testing

@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct TrainingDataTests {
  /// The samples, in a sub-folder for each digit.
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in try TestData.digitSampleNames() {
      try folder.write(picture(name), to: "\(name.prefix(1))/\(name)")
    }
  }

  private func picture(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: TestData.samples + "/" + name))
  }

  private func data(seed: UInt64 = 1, jobs: Int = 2) throws -> TrainingData {
    try DataSource(folder.path).loadForTraining(nil, seed: seed, jobs: jobs)
  }

  private func notices() throws -> [String] {
    try data().notices.map { $0.replacing(folder.path + "/", with: "") }
  }

  @Test func aGoodFolderIsSplitWithoutNotice() throws {
    let data = try data()
    #expect(data.notices == [])
    #expect(data.training.count == 80 && data.validation.count == 20 && Set(data.validation.labels) == Set(0...9))
    #expect(Set(data.training.files).isDisjoint(with: data.validation.files))
    #expect(try self.data(jobs: 1) == data)
    #expect(try self.data(seed: 2).validation.files != data.validation.files)
  }

  @Test func aLongListIsCutShort() throws {
    for index in 10..<23 { try folder.write("no picture".utf8, to: "3/a\(index).png") }
    try folder.write(picture("blank.png"), to: "0/0.png")
    for index in 10..<23 { try folder.write("".utf8, to: "n\(index)/a.png") }
    try folder.write("".utf8, to: ".hidden/a.png")
    let notices = try notices()
    try #require(notices.count == 2)
    #expect(notices[0].hasSuffix(": n10, n11, n12, n13, n14, n15, n16, n17, n18, n19 and 3 more"))
    let lines = notices[1].split(separator: "\n")
    #expect(lines.count == 12 && lines[0] == "left out 14 of 114 images:" && lines[11] == "  4 more")
    #expect(lines[1] == "  0/0.png: no digit found" && lines[2].hasPrefix("  3/a10.png: plain text, "))
  }

  @Test func copiesAreCountedAndStayOnOneSide() throws {
    for name in try TestData.sampleNames() where name.hasPrefix("5") || name.hasPrefix("6") {
      try folder.write(picture(name), to: "\(name.prefix(1))/copy-\(name)")
    }
    let data = try data()
    #expect(data.notices == ["copies of others with the same label: 20 of 120 images"])
    for index in 0..<data.validation.count {
      let pixels = data.validation[index].pixels
      #expect(!(0..<data.training.count).contains { data.training[$0].pixels == pixels })
    }
    #expect(data.validation.labels.count { $0 == 5 } == 2)
  }

  @Test func aTableWorksToo() throws {
    let names = try TestData.digitSampleNames()
    let rows = names.map { "\($0.prefix(1))/\($0),\($0.prefix(1))\n" }
    try folder.write(("file,digit\n" + rows.joined() + "0/\(names[0]),9\n").utf8, to: "labels.csv")
    try folder.write("".utf8, to: "letters/a.png")
    let notice = "1 × the same image under several labels; correct them:\n  0/\(names[0]), 0/\(names[0])"
    let notices = try notices()
    #expect(notices.count == 2 && notices.last == notice)
    #expect(notices.first?.contains("labels.csv says what is read (101 images), and not the folders 0, 1, ") == true)
  }

  @Test func veryFewImagesAllTrain() throws {
    for digit in 0...9 {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/\(digit)").sorted()
      for file in files.dropFirst(4) { try FileManager.default.removeItem(atPath: folder.path + "/\(digit)/" + file) }
    }
    let data = try data()
    #expect(data.training.count == 40 && data.validation.count == 0)
    #expect(data.notices == ["too few images to keep some for validation: the model is judged by none"])
  }
}

extension TrainingDataTests {
  @Test(.enabled(if: TestData.hasMNIST && TestData.hasWriters, "needs MNIST and QMNIST's writers"))
  func heldOutWritersValidate() throws {
    let source = DataSource.mnist(dataDirectory: TestData.mnist)
    let data = try source.loadForTraining(.trainWithoutHeldOut, seed: 1, jobs: 1)
    #expect(data.training.count + data.validation.count == 60_000 && data.validation.count > 2000)
    #expect(try source.loadForTraining(nil, seed: 1, jobs: 1).validation.count == 0)
  }
}
