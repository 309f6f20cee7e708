import DigitEvaluation
import DigitRecognition
import Foundation
import LabelledData
import TestSupport
import Testing

/// What the bundled models must reach, whatever they are trained with: what they were measured to reach, but for chance.
struct BundledModelAccuracyTests {
  private static let scans = URL(filePath: TestData.scans).deletingLastPathComponent().path

  private func check(_ source: MeasuredSource, count: Int, right: Int, wronglyOk: Int) {
    #expect(count == source.count)
    #expect(Double(right) >= source.leastRight, "\(source.name): \(right) of \(count) right, were \(source.right)")
    #expect(
      Double(wronglyOk) <= source.mostWronglyOk,
      "\(source.name): \(wronglyOk) of \(count) wrong and ok, were \(source.wronglyOk)")
  }

  @Test(.enabled(if: TestData.hasMNIST, "needs MNIST")) func readsMNIST() throws {
    let contents = try DataSource.mnist(dataDirectory: TestData.mnist).load(.test, default: .test, jobs: 2)
    let metrics = try Evaluation(ModelCatalog.cascade(), on: contents, jobs: 2).metrics
    let accepted = try #require(metrics.rejection.first { $0.threshold == ReviewPolicy().minimumConfidence })
    func digits(_ share: Double) -> Int { Int((share * Double(metrics.count)).rounded()) }
    check(
      .mnist, count: metrics.count, right: digits(metrics.accuracy),
      wronglyOk: digits(accepted.coverage * accepted.error))
  }

  @Test(.enabled(if: TestData.hasScans, "needs shared/scans"), arguments: MeasuredSource.digits)
  func readsDigits(source: MeasuredSource) throws {
    let rows = try ResultRow.ofImages(in: "\(Self.scans)/dev/\(source.name)")
    // The folder is the label.
    let isRight = rows.map { $0.digit == $0.file.split(separator: "/").first.map(String.init) }
    check(
      source, count: rows.count, right: isRight.count { $0 },
      wronglyOk: zip(rows, isRight).count { $0.status == "ok" && !$1 })
  }

  @Test(.enabled(if: TestData.hasScans, "needs shared/scans"), arguments: MeasuredSource.numbers)
  func countsSeveralDigits(source: MeasuredSource) throws {
    let folder = "\(Self.scans)/several/\(source.name)"
    let rows = try ResultRow.ofImages(in: folder)
    let table = try ResultRow.table(Array(Data(contentsOf: URL(filePath: folder + "/labels.csv"))), path: folder)
    let texts = Dictionary(uniqueKeysWithValues: table.dropFirst().map { ($0[0], $0[1]) })
    let right = try rows.count { row in
      let digits = try #require(texts[row.file]).utf8.count { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return row.message == "\(digits) digits in the picture"
    }
    check(source, count: rows.count, right: right, wronglyOk: rows.count { $0.status == "ok" })
  }

  @Test(.enabled(if: TestData.hasScans, "needs shared/scans"), arguments: MeasuredSource.others)
  func seesThatThereIsNoDigit(source: MeasuredSource) throws {
    let rows = try ResultRow.ofImages(in: "\(Self.scans)/none/\(source.name)").filter { !$0.looksLikeADigit }
    let right = rows.count { source.name == "empty_boxes" ? $0.status == "blank" : $0.status != "ok" }
    check(source, count: rows.count, right: right, wronglyOk: rows.count { $0.status == "ok" })
  }
}

extension ResultRow {
  private static let likeDigits = Set(["b", "g", "i", "l", "o", "q", "s", "z"].map { "lower_\($0)" })
    .union(["B", "I", "O", "S", "Z"].map { "upper_\($0)" })

  /// Whether the file's name is that of a letter which has the form of a digit.
  fileprivate var looksLikeADigit: Bool { Self.likeDigits.contains(String(file.prefix("lower_x".count))) }
}
