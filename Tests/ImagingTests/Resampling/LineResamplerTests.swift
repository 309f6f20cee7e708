import Imaging
import TestSupport
import Testing

/// The naive twins sum in the same order, so that results must agree to the last bit.
struct LineResamplerTests {
  private static let seed = UInt64.random(in: 0...UInt64.max)
  private let note: Comment = "seed \(seed)"
  private var generator = SeededGenerator(seed: seed)

  @Test mutating func areasAgreeWithTheNaiveTwin() {
    for _ in 0..<60 {
      let width = generator.whole(1...90)
      let height = generator.whole(1...60)
      let values = (0..<width * height).map { _ in generator.unit() }
      let side = generator.uniform(1...100)
      let left = generator.uniform(-20...20)
      let top = generator.uniform(-20...20)
      let columns = LineResampler.areas(20, from: left, side: side, limit: width)
      let rows = LineResampler.areas(20, from: top, side: side, limit: height)
      let result = rows.down(columns.across(values, width: width), width: 20)
      let across = (0..<height).map { y in
        naiveAreas(Array(values[y * width..<(y + 1) * width]), from: left, side: side)
      }
      let down = (0..<20).map { x in naiveAreas(across.map { $0[x] }, from: top, side: side) }
      #expect(result == (0..<20).flatMap { y in (0..<20).map { x in down[x][y] } }, note)
    }
  }

  @Test mutating func trianglesAgreeWithTheNaiveTwin() {
    for _ in 0..<60 {
      let width = generator.whole(1...90)
      let height = generator.whole(1...60)
      let image = GrayImage.randomShades(width: width, height: height, seed: generator.next())
      let side = generator.uniform(0.5...250)
      let left = generator.uniform(-90...60)
      let top = generator.uniform(-90...60)
      let columns = LineResampler.triangles(24, from: left, side: side, limit: width)
      let rows = LineResampler.triangles(24, from: top, side: side, limit: height)
      let result = rows.down(columns.across(image), width: 24, startingAt: 0.5)
      let across = (0..<height).map { y in
        naiveTriangles((0..<width).map { Float(image[$0, y]) }, from: left, side: side, start: 0)
      }
      let down = (0..<24).map { x in naiveTriangles(across.map { $0[x] }, from: top, side: side, start: 0.5) }
      #expect(result == (0..<24).flatMap { y in (0..<24).map { x in down[x][y] } }, note)
    }
  }

  @Test func aLineOfOneShadeStaysOne() {
    let image = GrayImage(width: 31, height: 17, filledWith: 200)
    let columns = LineResampler.triangles(96, from: -40, side: 100, limit: 31)
    let rows = LineResampler.triangles(96, from: -40, side: 100, limit: 17)
    #expect(rows.down(columns.across(image), width: 96).allSatisfy { abs($0 - 200) < 0.001 })
  }

  private func naiveAreas(_ line: [Float], from origin: Float, side: Float) -> [Float] {
    let step = side / 20
    return (0..<20).map { cell in
      let start = origin + Float(cell) * step
      let end = origin + Float(cell + 1) * step
      return line.indices.reduce(Float(0)) { sum, place in
        let shared = min(end, Float(place + 1)) - max(start, Float(place))
        return shared > 0 ? sum + shared / step * line[place] : sum
      }
    }
  }

  private func naiveTriangles(_ line: [Float], from origin: Float, side: Float, start: Float) -> [Float] {
    let step = side / 24
    let reach = max(1, step)
    return (0..<24).map { index in
      let middle = origin + (Float(index) + 0.5) * step - 0.5
      // Each old value's weight, that of places beyond the line added to its ends.
      var weights = [Float](repeating: 0, count: line.count)
      for place in Int((middle - reach).rounded(.up))...Int((middle + reach).rounded(.down)) {
        let held = min(max(place, 0), line.count - 1)
        weights[held] += max(0, 1 - abs(Float(place) - middle) / reach)
      }
      let sum = weights.reduce(0, +)
      return line.indices.reduce(start) { weights[$1] > 0 ? $0 + weights[$1] / sum * line[$1] : $0 }
    }
  }
}
