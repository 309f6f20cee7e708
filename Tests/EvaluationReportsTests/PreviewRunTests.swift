import DigitRecognition
import EvaluationReports
import Files
import Foundation
import ImageEncoding
import ImageIngestion
import Imaging
import Inputs
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
    #expect(result.sheets.flatMap { $0.entries.map(\.name) } == names.map { TestData.samples + "/" + $0 })
    #expect(result.leftOut == 0 && result.failed == 0)
    let last = try #require(result.sheets.last)
    #expect(try size(ofPNG: last.png()) == expectedSize(entries: last.entries.count))
  }

  @Test func theSheetIsTheSameEachTime() throws {
    let arguments = try TestData.sampleNames().prefix(4).map {
      InputList.Argument.path(FilePath(TestData.samples + "/" + $0))
    }
    #expect(try run().run(arguments).sheets[0].png() == run().run(arguments).sheets[0].png())
  }

  @Test func whatDoesNotFitIsCounted() throws {
    let name = try #require(TestData.sampleNames().first { $0.contains("28-pixels") })
    let argument = InputList.Argument.path(FilePath(TestData.samples + "/" + name))
    let arguments = Array(repeating: argument, count: 2 * ContactSheet.maximumEntries + 7)
    let result = try run().run(arguments, maximumSheets: 2)
    #expect(result.sheets.map(\.entries.count) == [ContactSheet.maximumEntries, ContactSheet.maximumEntries])
    #expect(result.leftOut == 7)
  }

  @Test func whatIsNoImageIsCounted() throws {
    let folder = try TemporaryFolder()
    for name in ["a.png", "notes.txt"] { try folder.write([], to: name) }
    #expect(symlink("a.png", folder.path + "/b.png") == 0)
    let skipped = try run().run([.path(FilePath(folder.path))]).skipped
    #expect(skipped.sentence == "1 symbolic link, 1 other file")
  }

  @Test func brokenFilesHaveCellsToo() throws {
    let folder = try TemporaryFolder()
    try folder.write("no picture".utf8, to: "a.png")
    let result = try run().run([.path(FilePath(folder.path)), .path(FilePath(folder.path + "/gone.png"))])
    #expect(result.sheets[0].entries.count == 2 && result.failed == 2)
  }

  @Test(arguments: [false, true])
  func doubtfulOnesComeFirstAndStayWhenThereIsNoRoom(isCrowded: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("no picture".utf8, to: "gone.png")
    let names = isCrowded ? try TestData.sampleNames() : Array(try TestData.sampleNames().prefix(12))
    let paths = [folder.path + "/gone.png"] + names.map { TestData.samples + "/" + $0 }
    let arguments = paths.map { InputList.Argument.path(FilePath($0)) }
    let preview = PreviewRun(cascade: try ModelCatalog.cascade(), options: .init())
    let all = try preview.run(arguments).sheets.flatMap(\.entries)
    #expect(all.map(\.name) == paths)
    func named(_ standing: ContactSheetEntry.Standing) -> [String] {
      all.filter { $0.standing == standing }.map(\.name)
    }
    let result = try preview.run(arguments, doubtfulFirst: true, maximumSheets: 1)
    let expected = (named(.doubtful) + named(.failed) + named(.sure)).prefix(ContactSheet.maximumEntries)
    #expect(result.sheets.flatMap(\.entries).map(\.name) == Array(expected))
    #expect(result.leftOut == max(0, all.count - ContactSheet.maximumEntries) && result.failed == 1)
    try #require(isCrowded == (result.leftOut > 0) && !(isCrowded && named(.doubtful).isEmpty))
  }

  /// Of one digit, the image that the readers saw; of several, that of each in reading order; of none, nothing.
  @Test func pixelsAreWhatTheReadersSaw() throws {
    let folder = try TemporaryFolder()
    var row = DrawnPage(width: 400, height: 120)
    row.write([4, 7, 2], x: 20, y: 20, side: 80, pitch: 130)
    try folder.write(ImageEncoder.png(gray: row.image), to: "1.png")
    try folder.write(ImageEncoder.png(gray: DrawnPage(width: 100, height: 100).image), to: "2.png")
    var one = DrawnPage(width: 100, height: 100)
    one.write(3, x: 10, y: 10, side: 80)
    try folder.write(ImageEncoder.png(gray: one.image), to: "3.png")
    let cascade = try ModelCatalog.cascade()
    var pixels: [PixelRun.Pixels] = []
    let total = try PixelRun(cascade: cascade, options: .init())
      .run([.path(FilePath(folder.path))]) { pixels.append($0) }
    #expect(total.images == 3 && total.digits == 4 && total.failed == 0)
    #expect(pixels.map(\.row) == [1, 2, 3] && pixels.map(\.path.text) == (1...3).map { "\(folder.path)/\($0).png" })
    let images = try pixels.map { try $0.digits.map(decoded) }
    let recognizer = Recognizer(cascade)
    let read = try images.map { try $0.map { try recognizer.probabilities(of: $0.pixels[...])[0].digit } }
    #expect(read == [[4, 7, 2], [], [3]])
    let classifier = Classifier(cascade: cascade, options: .init())
    let result = try classifier.classify([ClassificationInput(path: pixels[2].path)])[0]
    #expect(try images[2] == [#require(result.reading).image])
  }

  private func decoded(_ png: [UInt8]) throws -> DigitImage {
    let picture = try png.withUnsafeBytes { try ImageDecoder().decode($0, coarsely: false).image }
    try #require(picture.width == DigitImage.side && picture.height == DigitImage.side)
    return DigitImage(pixels: picture.pixels)
  }

  @Test func nothingToShowIsAnError() throws {
    let folder = try TemporaryFolder()
    #expect(throws: InputError.noInput(detail: "no images in \(folder.path)")) {
      try run().run([.path(FilePath(folder.path))])
    }
  }
}
