import Foundation
import ImageIngestion
import Imaging
import Testing

/// The pictures that Fixtures/make-fixtures.py made, and what an independent decoder says that they show.
enum DecodingFixtures {
  struct Golden: Decodable {
    let width: Int
    let height: Int
    /// Row-major grey values, base64 in the file.
    let pixels: Data
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// - Parameter path: such as `images/rgb-8.png`.
  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  static func names(in subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: subfolder).path).sorted()
  }

  static func golden(_ name: String) throws -> Golden {
    let data = try Data(contentsOf: folder.appending(path: "golden.json"))
    return try #require(try JSONDecoder().decode([String: Golden].self, from: data)[name])
  }

  static func decode(_ bytes: [UInt8], with decoder: ImageDecoder = ImageDecoder()) throws -> GrayImage {
    try bytes.withUnsafeBytes { try decoder.decode($0) }
  }
}

extension GrayImage {
  /// Mean and largest absolute difference, in grey levels of 255; nil if the sizes differ.
  func difference(from golden: DecodingFixtures.Golden) -> (mean: Double, largest: Int)? {
    guard width == golden.width, height == golden.height, pixels.count == golden.pixels.count else { return nil }
    let differences = zip(pixels, golden.pixels).map { abs(Int($0) - Int($1)) }
    return (Double(differences.reduce(0, +)) / Double(differences.count), differences.max() ?? 0)
  }
}
