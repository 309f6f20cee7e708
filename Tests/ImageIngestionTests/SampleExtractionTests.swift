import Foundation
import ImageIngestion
import Imaging
import TestSupport
import Testing

@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct SampleExtractionTests {
  /// In 1/255, averaged over all pixels: means are rounded up in a picture and down in its negative.
  private static let tolerance = 1.0

  static let names = (try? TestData.digitSampleNames()) ?? []

  private func decode(_ name: String) throws -> GrayImage {
    let data = try Data(contentsOf: URL(filePath: TestData.samples + "/" + name))
    return try data.withUnsafeBytes { try ImageDecoder().decode($0) }
  }

  @Test(arguments: names) func digitsAreLaidOutAsThoseOfMNIST(name: String) throws {
    let digit = try #require(DigitExtractor().extract(from: decode(name)).digit)
    #expect(digit.longestSide == 20)
    #expect(digit.peak == 255)
    #expect(digit.isCentred, "\(digit.centreOfMass)")
  }

  @Test(arguments: names) func theNegativeGivesTheSameDigit(name: String) throws {
    let picture = try decode(name)
    let (positive, negative) = (
      DigitExtractor().extract(from: picture), DigitExtractor().extract(from: picture.inverted())
    )
    #expect(positive.measurements?.polarity != negative.measurements?.polarity)
    let digit = try #require(positive.digit)
    let difference = try #require(negative.digit).meanDifferenceIgnoringShift(from: digit)
    #expect(difference < Self.tolerance)
  }

  @Test func theBlankPageIsBlank() throws {
    #expect(DigitExtractor().extract(from: try decode("blank.png")).digit == nil)
  }

  @Test func thereAreAHundredSamples() {
    #expect(Self.names.count == 100)
  }
}
