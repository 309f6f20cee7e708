import DigitEvaluation
import DigitRecognition
import LabelledData
import TestSupport
import Testing

/// What the bundled model must reach, whatever it is trained with.
struct BundledModelAccuracyTests {
  /// Real digits of one origin, and the share read by a seed network behind a careful front end of OpenCV (Otsu,
  /// largest component, 20×20, centre of mass), which has to be beaten.
  struct Source: Sendable, CustomTestStringConvertible {
    var name: String
    var baseline: Double
    var testDescription: String { name }
  }

  /// Those with more than 100 pictures, where a difference means something.
  static let sources = [
    Source(name: "photos_c", baseline: 0.598), Source(name: "newspaper_boxes", baseline: 0.317),
    Source(name: "cheque_crops", baseline: 0.885), Source(name: "sheet_28px", baseline: 0.905),
    Source(name: "drawn_28px", baseline: 0.990), Source(name: "drawn_thin", baseline: 0.942),
    Source(name: "binary_32px", baseline: 0.953),
  ]

  @Test(.enabled(if: TestData.hasMNIST, "needs MNIST")) func readsMNIST() throws {
    let contents = try DataSource.mnist(dataDirectory: TestData.mnist).load(.test, default: .test, jobs: 2)
    let metrics = try Evaluation(ModelCatalog.cascade(), on: contents, jobs: 2).metrics
    #expect(metrics.count == 10_000)
    #expect(metrics.accuracy >= 0.993)
  }

  @Test(.enabled(if: TestData.hasScans, "needs shared/scans/dev"), arguments: sources)
  func beatsTheBaseline(source: Source) throws {
    let folder = try LabelledFolder(TestData.scans + "/" + source.name)
    let metrics = try Evaluation(ModelCatalog.cascade(), on: folder, jobs: 2).metrics
    #expect(metrics.count > 100)
    #expect(metrics.accuracy > source.baseline, "\(source.name), \(metrics.notFound) not found")
  }
}
