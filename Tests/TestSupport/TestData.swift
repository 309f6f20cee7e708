import Foundation

/// Pictures that tests read where they are present.
package enum TestData {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The pictures drawn for this repository.
  package static let samples = root.appending(path: "samples").path
  package static let hasSamples = FileManager.default.fileExists(atPath: samples + "/labels.csv")

  /// Photographed and scanned digits of other people, sorted by source and digit, kept beside the repository.
  package static let scans = root.deletingLastPathComponent().appending(path: "shared/scans/dev").path
  package static let hasScans = FileManager.default.fileExists(atPath: scans)

  /// MNIST beside the package, where there is one.
  package static let mnist = root.deletingLastPathComponent().appending(path: "shared/mnist").path
  package static let hasMNIST = FileManager.default.fileExists(atPath: mnist + "/train-images-idx3-ubyte.gz")
  package static let hasWriters = FileManager.default.fileExists(atPath: mnist + "/qmnist-train-labels.tsv.gz")

  /// The samples in the order of their names, without labels.csv.
  package static func sampleNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: samples).filter { $0 != "labels.csv" }.sorted()
  }

  /// Those with one digit, which is the first character of their names.
  package static func digitSampleNames() throws -> [String] {
    try sampleNames().filter { $0.first?.isNumber == true }
  }
}
