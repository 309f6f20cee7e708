import DigitRecognition
import ImageIngestion
import Imaging
import Testing

/// Which results a person is asked to look at.
@Suite struct ReviewPolicyTests {
  /// Of clear ink alone on its page.
  private func plainMeasurements() throws -> InkMeasurements {
    var picture = GrayImage(width: 100, height: 100)
    for y in 20..<60 {
      for x in 30..<34 { picture[x, y] = 64 }
    }
    let measurements = try #require(DigitExtractor().extract(from: picture).measurements)
    #expect(measurements.isPlain)
    return measurements
  }

  private func verdict(
    confidence: Float, notADigit: Float = 0, minimum: Double = 0.8, _ change: (inout DigitReading) -> Void = { _ in }
  ) throws -> String {
    var values = [Float](repeating: (1 - confidence - notADigit) / 9, count: 10)
    values[1] = confidence
    var reading = DigitReading(
      Probabilities(values, notADigit: notADigit), image: DigitImage(), measurements: try plainMeasurements())
    change(&reading)
    let verdict = ReviewPolicy(minimumConfidence: minimum).verdict(of: .digit(reading))
    return verdict.message.isEmpty ? verdict.status.rawValue : "\(verdict.status.rawValue): \(verdict.message)"
  }

  @Test func theConfidenceThatIsAskedForIsEnough() throws {
    #expect(try verdict(confidence: 0.8) == "ok")
    // As it is printed, 0.8000.
    #expect(try verdict(confidence: 0.79996) == "ok")
    #expect(try verdict(confidence: 0.7999) == "review: low confidence")
    #expect(try verdict(confidence: 0.5, minimum: 0.5) == "ok")
    #expect(try verdict(confidence: 0.2, minimum: 0) == "ok")
    #expect(try verdict(confidence: 0.9999, minimum: 1) == "review: low confidence")
  }

  @Test func ofAllDoubtHalfIsLeftWhereThePictureLeavesSome() throws {
    func inLines(_ confidence: Float) throws -> String {
      try verdict(confidence: confidence) { $0.measurements.hasLines = true }
    }
    #expect(try inLines(0.9) == "ok")
    #expect(try inLines(0.8999) == "review: lines around the digit")
    func lookedAtTwice(_ confidence: Float) throws -> String {
      try verdict(confidence: confidence) { $0.neededSecondLook = true }
    }
    #expect(try lookedAtTwice(0.9) == "ok")
    #expect(try lookedAtTwice(0.8999) == "review: low confidence")
  }

  /// However sure the answer is.
  @Test func whatIsDisputedOrNotAloneIsToBeReviewed() throws {
    #expect(try verdict(confidence: 1) == "ok")
    #expect(try verdict(confidence: 1) { $0.isDisputed = true } == "review: readings disagree")
    #expect(try verdict(confidence: 1, minimum: 0) { $0.isDisputed = true } == "review: readings disagree")
    #expect(
      try verdict(confidence: 1) { $0.measurements.neighbourCount = 1 }
        == "review: something of a digit's size beside the digit")
  }

  @Test func whatIsRatherNoDigitIsToBeReviewed() throws {
    #expect(try verdict(confidence: 0.4, notADigit: 0.41, minimum: 0) == "review: perhaps not a digit")
    #expect(try verdict(confidence: 0.41, notADigit: 0.4, minimum: 0) == "ok")
  }

  @Test func severalDigitsAreCounted() throws {
    let digit = PlacedDigit(
      Probabilities([1] + Array(repeating: 0, count: 9)), box: PixelBox(x: 0, y: 0, width: 9, height: 9))
    func message(_ count: Int) -> String {
      let verdict = ReviewPolicy().verdict(of: .several(Array(repeating: digit, count: count)))
      #expect(verdict.status == .review)
      return verdict.message
    }
    #expect(message(2) == "2 digits in the picture")
    let most = DigitExtractor.mostNeighbours
    #expect(message(most) == "\(most) digits in the picture")
    #expect(message(most + 1) == "more than \(most) digits in the picture")
  }
}
