import Foundation
import ImageIngestion
import Imaging
import Testing
import draw_samples

struct SampleTests {
  static let samples = Result { try Sample.all() }
  static let numbers = Result { try Sample.allNumbers() }
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../samples").standardized
  static let numberFolder = folder.deletingLastPathComponent().appendingPathComponent("samples-numbers")

  @Test func digitsAreBalanced() throws {
    let samples = try Self.samples.get()
    for digit in 0...9 {
      let written = samples.filter { $0.label == "\(digit)" }
      #expect(written.count == 10 && written.allSatisfy { $0.name.hasPrefix("\(digit)-") })
    }
    #expect(samples.filter { $0.label == "blank" }.allSatisfy { $0.name.hasPrefix("blank") })
    #expect(samples.count { $0.label == "blank" } == 5 && samples.count { $0.label == "review" } == 3)
    #expect(Set(samples.map(\.name)).count == samples.count)
    #expect(samples.reduce(0) { $0 + $1.bytes.count } < 1_500_000)
  }

  @Test func numbersAreOfManyKinds() throws {
    let numbers = try Self.numbers.get()
    #expect(numbers.count == 24 && Set(numbers.map(\.name)).count == 24)
    let digits = Set(numbers.map(\.label).joined().filter(\.isNumber))
    #expect(digits.count == 10 && numbers.count { $0.label == "blank" } == 1)
    #expect(numbers.contains { $0.label.contains(" ") } && numbers.contains { $0.label.hasPrefix("00") })
    #expect(numbers.reduce(0) { $0 + $1.bytes.count } < 1_500_000)
  }

  @Test(arguments: [false, true]) func folderHoldsTheSamplesAndTheirLabels(ofNumbers: Bool) throws {
    let samples = try (ofNumbers ? Self.numbers : Self.samples).get()
    let folder = ofNumbers ? Self.numberFolder : Self.folder
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == (samples.map(\.name) + ["labels.csv"]).sorted())
    let labels = try String(contentsOf: folder.appendingPathComponent("labels.csv"), encoding: .utf8)
    #expect(labels == Sample.labels(of: samples, column: ofNumbers ? "text" : "digit"))
  }

  /// Pixels, not bytes: other versions of zlib and libjpeg write other bytes, and JPEG decoders differ in a last bit.
  @Test func folderHoldsThePicturesThatAreDrawnNow() throws {
    let digits = try Self.samples.get().map { ($0, Self.folder) }
    for (sample, folder) in try digits + Self.numbers.get().map({ ($0, Self.numberFolder) }) {
      let kept = try decoded(Array(Data(contentsOf: folder.appendingPathComponent(sample.name))))
      let drawn = try decoded(sample.bytes)
      try #require((kept.width, kept.height) == (drawn.width, drawn.height), "\(sample.name)")
      let differences = zip(kept.pixels, drawn.pixels).map { abs(Int($0) - Int($1)) }
      let mean = Double(differences.reduce(0, +)) / Double(differences.count)
      #expect(mean < 0.5, "\(sample.name) differs by \(mean) on average")
    }
  }

  private func decoded(_ bytes: [UInt8]) throws -> GrayImage {
    try bytes.withUnsafeBytes { try ImageDecoder().decode($0) }
  }
}
