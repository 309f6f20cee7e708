import Foundation
import ImageIngestion
import Imaging
import Testing
import draw_samples

struct SampleTests {
  static let samples = Result { try Sample.all() }
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../samples").standardized

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

  @Test func folderHoldsTheSamplesAndTheirLabels() throws {
    let samples = try Self.samples.get()
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == (samples.map(\.name) + ["labels.csv"]).sorted())
    let labels = try String(contentsOf: Self.folder.appendingPathComponent("labels.csv"), encoding: .utf8)
    #expect(labels == Sample.labels(of: samples))
  }

  /// Pixels, not bytes: other versions of zlib and libjpeg write other bytes, and JPEG decoders differ in a last bit.
  @Test func folderHoldsThePicturesThatAreDrawnNow() throws {
    for sample in try Self.samples.get() {
      let kept = try decoded(Array(Data(contentsOf: Self.folder.appendingPathComponent(sample.name))))
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
