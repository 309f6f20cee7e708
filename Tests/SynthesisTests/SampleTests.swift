import Foundation
import ImageIngestion
import Imaging
import Testing
import draw_samples

struct SampleTests {
  static let samples = Result { try Sample.all() }
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../samples").standardized

  @Test func digitsAreBalancedAndOnePageIsBlank() throws {
    let samples = try Self.samples.get()
    for digit in 0...9 { #expect(samples.count { $0.digit == digit } == 7) }
    #expect(samples.filter { $0.digit == nil }.map(\.name) == ["blank.png"])
    #expect(Set(samples.map(\.name)).count == samples.count)
    #expect(samples.reduce(0) { $0 + $1.bytes.count } < 3_000_000)
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
