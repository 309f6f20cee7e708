import ImageIngestion
import Imaging
import Testing

struct StrokeWidthTests {
  /// 2 · area / outline of a rectangle is w / (1 + w / length), which is w where the stroke is long.
  @Test(arguments: [1, 2, 3, 5, 8, 12]) func measuresBars(width: Int) {
    let estimate = StrokeWidth.estimate(in: Drawing.bar(width: width, length: 200, margin: 3))
    let expected = Float(width) / (1 + Float(width) / 200)
    #expect(abs(estimate - expected) < 0.02 * expected)
  }

  @Test(arguments: [Float(1.5), 2.5, 4, 7], [Float(15), 30])
  func measuresRings(lineWidth: Float, radius: Float) {
    let estimate = StrokeWidth.estimate(in: Drawing.ring(radius: radius, lineWidth: lineWidth, side: 90))
    #expect(abs(estimate - lineWidth) < 0.08 * lineWidth)
  }

  @Test func noInkHasNoWidth() {
    #expect(StrokeWidth.estimate(in: InkCoverage(width: 5, height: 5, values: Array(repeating: 0, count: 25))) == 0)
  }

  /// Both edges of a bar move, so that it gains twice the offset.
  @Test(arguments: [Float(-2), -1.5, -1, -0.25, 0, 0.5, 1, 1.75, 3])
  func offsetMovesBothEdges(offset: Float) {
    let bar = Drawing.bar(width: 6, length: 30, margin: 5)
    let moved = StrokeWidth.offset(bar, by: offset)
    let row = moved.values[20 * bar.width..<21 * bar.width].reduce(0, +)
    #expect(abs(row - (6 + 2 * offset)) < 1e-4)
    let column = (0..<bar.height).reduce(0) { $0 + moved.values[$1 * bar.width + bar.width / 2] }
    #expect(abs(column - (30 + 2 * offset)) < 1e-4)
  }

  @Test(arguments: [Float(-1.5), -0.5, 1, 2]) func offsetMovesRings(offset: Float) {
    let ring = Drawing.ring(radius: 28, lineWidth: 6, side: 90)
    let moved = StrokeWidth.offset(ring, by: offset)
    let gained = StrokeWidth.estimate(in: moved) - StrokeWidth.estimate(in: ring)
    #expect(abs(gained - 2 * offset) < 0.5)
  }

  @Test func inkThatIsThinnerThanItLosesVanishes() {
    let moved = StrokeWidth.offset(Drawing.bar(width: 4, length: 30, margin: 5), by: -3)
    #expect(moved.values.allSatisfy { $0 == 0 })
  }
}
