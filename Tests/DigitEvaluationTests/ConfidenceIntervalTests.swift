import DigitEvaluation
import Foundation
import Testing

@Suite struct ConfidenceIntervalTests {
  /// Expected values: statsmodels 0.15.0, proportion_confint(method="wilson").
  @Test(arguments: [
    (9957, 10_000, 0.994213378, 0.996805926), (81, 263, 0.255288520, 0.366209577), (1, 2, 0.094531206, 0.905468794),
  ])
  func scoreInterval(part: Int, whole: Int, lower: Double, upper: Double) {
    let interval = ConfidenceInterval(share: part, of: whole)
    #expect(abs(interval.lower - lower) < 1e-6)
    #expect(abs(interval.upper - upper) < 1e-6)
  }

  @Test func scoreIntervalAtTheLimits() {
    #expect(ConfidenceInterval(share: 0, of: 0) == ConfidenceInterval(lower: 0, upper: 1))
    let none = ConfidenceInterval(share: 0, of: 10)
    #expect(none.lower == 0 && abs(none.upper - 0.277532799) < 1e-6)
    let all = ConfidenceInterval(share: 10, of: 10)
    #expect(all.upper == 1 && abs(all.lower - 0.722467201) < 1e-6)
  }

  /// Mean 3, sample variance 2.5, standard error √0.5.
  @Test func meanAndStandardErrors() throws {
    let interval = try #require(ConfidenceInterval(meanOf: [1, 2, 3, 4, 5]))
    #expect(abs(interval.lower - (3 - 1.959963985 * 0.5.squareRoot())) < 1e-8)
    #expect(abs(interval.upper - (3 + 1.959963985 * 0.5.squareRoot())) < 1e-8)
    #expect(ConfidenceInterval(meanOf: [1]) == nil)
  }

  @Test func isAnArrayInJSON() throws {
    let interval = ConfidenceInterval(lower: 0.25, upper: 0.5)
    let json = try JSONEncoder().encode(interval)
    #expect(String(decoding: json, as: UTF8.self) == "[0.25,0.5]")
    #expect(try JSONDecoder().decode(ConfidenceInterval.self, from: json) == interval)
  }
}
