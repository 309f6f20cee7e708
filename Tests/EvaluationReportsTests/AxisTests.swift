import EvaluationReports
import Testing

@Suite struct AxisTests {
  /// What a log may hold: no difference at all, one that vanishes in calculation, and the largest numbers.
  private static let values: [[Double]] = [
    [], [0], [0, .leastNonzeroMagnitude], [0, 1e-300 * 1e-10], [0.5, 0.5.nextUp], [1e12, 1e12], [0, 1e12], [-1, 1],
  ]

  @Test(arguments: values) func anyValuesHaveTicks(values: [Double]) {
    for includesZero in [true, false] {
      let axis = Axis.linear("loss", for: values, includesZero: includesZero)
      #expect(1...12 ~= axis.ticks.count, "\(axis.ticks)")
      #expect(axis.ticks.allSatisfy { $0.isFinite && !axis.label($0).isEmpty })
    }
  }
}
