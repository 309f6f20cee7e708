/// Exact Euclidean distance to the nearest marked pixel, in linear time
/// (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012).
package struct DistanceTransform {
  /// Distances between pixel centres, in pixels; `[Float.infinity]` everywhere when nothing is marked.
  package static func distances(width: Int, height: Int, isMarked: (Int) -> Bool) -> [Float] {
    let far: Float = 1e12
    var squared = (0..<width * height).map { isMarked($0) ? Float(0) : far }
    var pass = ParabolaEnvelope(capacity: max(width, height))
    for x in 0..<width { pass.run(on: &squared, start: x, stride: width, count: height) }
    for y in 0..<height { pass.run(on: &squared, start: y * width, stride: 1, count: width) }
    return squared.map { $0 >= far ? .infinity : $0.squareRoot() }
  }
}

/// The lower envelope of parabolas along one row or column.
private struct ParabolaEnvelope {
  private var heights: [Float]
  private var apexes: [Int]
  private var borders: [Float]

  init(capacity: Int) {
    heights = Array(repeating: 0, count: capacity)
    apexes = Array(repeating: 0, count: capacity)
    borders = Array(repeating: 0, count: capacity + 1)
  }

  mutating func run(on values: inout [Float], start: Int, stride: Int, count: Int) {
    for index in 0..<count { heights[index] = values[start + index * stride] }
    var last = 0
    apexes[0] = 0
    borders[0] = -.infinity
    borders[1] = .infinity
    for index in 1..<max(1, count) {
      var crossing = intersection(index, apexes[last])
      while crossing <= borders[last] {
        last -= 1
        crossing = intersection(index, apexes[last])
      }
      last += 1
      apexes[last] = index
      borders[last] = crossing
      borders[last + 1] = .infinity
    }
    var current = 0
    for index in 0..<count {
      while borders[current + 1] < Float(index) { current += 1 }
      let offset = Float(index - apexes[current])
      values[start + index * stride] = offset * offset + heights[apexes[current]]
    }
  }

  private func intersection(_ a: Int, _ b: Int) -> Float {
    ((heights[a] + Float(a * a)) - (heights[b] + Float(b * b))) / Float(2 * (a - b))
  }
}
