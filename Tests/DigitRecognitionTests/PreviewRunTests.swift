import DigitRecognition
import ImageIngestion
import NeuralNetwork
import TestSupport
import Testing

@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct PreviewRunTests {
  /// What it answers does not matter here.
  private func run() throws -> PreviewRun {
    let network = NetworkDescription(name: "untrained", layers: [.maximumPooling(size: 4), .dense(units: 10)])
    return try PreviewRun(cascade: Cascade(Model(initializing: network, seed: 1)), options: .init())
  }

  /// Of a sheet with so many cells.
  private func expectedSize(entries: Int) -> (width: Int, height: Int) {
    let entry = ContactSheetEntry(pictures: .init(), name: "", answer: "")
    let sheet = ContactSheet(entries: Array(repeating: entry, count: entries)).render()
    return (sheet.width, sheet.height)
  }

  private func size(ofPNG bytes: [UInt8]) throws -> (width: Int, height: Int) {
    try bytes.withUnsafeBytes { try ImageDecoder().size(of: $0) }
  }

  @Test func everySampleHasItsCell() throws {
    let names = try TestData.sampleNames()
    let result = try run().run([.path(FilePath(TestData.samples))])
    #expect(result.entries == names.count && result.leftOut == 0)
    #expect(try size(ofPNG: result.png) == expectedSize(entries: names.count))
  }

  @Test func theSheetIsTheSameEachTime() throws {
    let arguments = try TestData.sampleNames().prefix(4).map {
      InputList.Argument.path(FilePath(TestData.samples + "/" + $0))
    }
    #expect(try run().run(arguments).png == run().run(arguments).png)
  }

  @Test func whatDoesNotFitIsCounted() throws {
    let name = try #require(TestData.sampleNames().first { $0.contains("28-pixels") })
    let argument = InputList.Argument.path(FilePath(TestData.samples + "/" + name))
    let result = try run().run(Array(repeating: argument, count: ContactSheet.maximumEntries + 7))
    #expect(result.entries == ContactSheet.maximumEntries && result.leftOut == 7)
    #expect(try size(ofPNG: result.png) == expectedSize(entries: ContactSheet.maximumEntries))
  }

  @Test func brokenFilesHaveCellsToo() throws {
    let folder = try TemporaryFolder()
    try folder.write("no picture".utf8, to: "a.png")
    let result = try run().run([.path(FilePath(folder.path)), .path(FilePath(folder.path + "/gone.png"))])
    #expect(result.entries == 2)
  }

  @Test func nothingToShowIsAnError() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RecognitionError.noInput(detail: "nothing to show")) {
      try run().run([.path(FilePath(folder.path))])
    }
  }
}
