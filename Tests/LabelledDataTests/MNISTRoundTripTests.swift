import ImageIngestion
import Imaging
import LabelledData
import TestSupport
import Testing

/// Digits of MNIST, made into pictures of ink on paper and read back: ingestion must give what MNIST's makers gave.
@Suite(.enabled(if: TestData.hasMNIST, "needs MNIST")) struct MNISTRoundTripTests {
  enum Enlargement: Sendable, CaseIterable {
    case nearest, bilinear

    /// Mean absolute difference from the original, in 1/255 over all pixels and digits. Measured: 5.0 and 7.1. What
    /// remains is mostly that a 20×20 box is cut anew, by parts of a pixel, and that bilinear edges are softer.
    var tolerance: Double { self == .nearest ? 6 : 8 }
  }

  private static let count = 1000
  private static let factor = 8
  /// Of the digits that must be laid out as MNIST's are. Measured: all.
  private static let leastShare = 0.995

  @Test(arguments: Enlargement.allCases) func digitsSurvive(enlargement: Enlargement) throws {
    let digits = try MNIST(directory: TestData.mnist).load(.test)
    let extractor = DigitExtractor()
    var (differences, fitted, centred) = (0.0, 0, 0)
    for index in 0..<Self.count {
      let original = digits[index]
      let found = try #require(
        extractor.extract(from: picture(of: original, enlargement)).digit, "digit \(index) is blank")
      differences += found.meanDifference(from: original)
      if found.longestSide == 20 { fitted += 1 }
      if found.isCentred { centred += 1 }
    }
    let difference = differences / Double(Self.count)
    #expect(difference <= enlargement.tolerance)
    #expect(Double(fitted) >= Self.leastShare * Double(Self.count))
    #expect(Double(centred) >= Self.leastShare * Double(Self.count))
  }

  /// Dark ink on grey paper, 224×224.
  private func picture(of digit: DigitImage, _ enlargement: Enlargement) -> GrayImage {
    let shades = digit.pixels.map { UInt8(200 - 170 * Int($0) / 255) }
    let side = DigitImage.side * Self.factor
    guard enlargement == .nearest else {
      let small = InkCoverage(width: DigitImage.side, height: DigitImage.side, values: shades.map(Float.init))
      let values = small.enlarged(by: Self.factor).values
      return GrayImage(width: side, height: side, pixels: values.map { UInt8($0 + 0.5) })
    }
    let small = GrayImage(width: DigitImage.side, height: DigitImage.side, pixels: shades)
    let pixels = (0..<side * side).map { small[$0 % side / Self.factor, $0 / side / Self.factor] }
    return GrayImage(width: side, height: side, pixels: pixels)
  }
}
