import Platform

/// One side of a Gaussian, the middle first; both sides sum to 1.
package struct GaussianWeights {
  /// The weight of the middle, then those of its neighbours on one side.
  package private(set) var values: [Float]

  /// The weights of a Gaussian whose standard deviation is `deviation` pixels.
  package init(_ deviation: Float) {
    let reach = min(Int(2.5 * deviation + 0.7), 4)
    values = (0...max(reach, 1)).map { exp(-Float($0 * $0) / (2 * deviation * deviation)) }
    let sum = 2 * values.reduce(0, +) - values[0]
    for i in values.indices { values[i] /= sum }
  }
}

extension Plane {
  /// Becomes `source` blurred along its rows; beyond the frame the outermost pixel goes on.
  package mutating func blurRows(of source: Plane, _ weights: GaussianWeights) {
    takeFrame(of: source)
    let columns = width
    let reach = weights.values.count - 1
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Plane.rowLength + 8) { line in
      source.values.withUnsafeBufferPointer { source in
        updateRows { y, row in
          let start = y * Plane.rowLength
          for i in 0..<reach {
            line[i] = source[start]
            line[columns + reach + i] = source[start + columns - 1]
          }
          for x in 0..<columns { line[reach + x] = source[start + x] }
          for x in 0..<columns { row[x] = weights.values[0] * line[reach + x] }
          for i in 1...reach {
            let weight = weights.values[i]
            for x in 0..<columns { row[x] += weight * (line[reach + x - i] + line[reach + x + i]) }
          }
        }
      }
    }
  }

  /// Becomes `source` blurred along its columns; beyond the frame the outermost pixel goes on.
  package mutating func blurColumns(of source: Plane, _ weights: GaussianWeights) {
    takeFrame(of: source)
    let (columns, last) = (width, height - 1)
    source.values.withUnsafeBufferPointer { source in
      updateRows { y, row in
        let middle = y * Plane.rowLength
        for x in 0..<columns { row[x] = weights.values[0] * source[middle + x] }
        for i in 1..<weights.values.count {
          let weight = weights.values[i]
          let (above, below) = (max(y - i, 0) * Plane.rowLength, min(y + i, last) * Plane.rowLength)
          for x in 0..<columns { row[x] += weight * (source[above + x] + source[below + x]) }
        }
      }
    }
  }

  /// Becomes the mean of `source` and of its copies moved by plus and minus `offset`.
  mutating func average(_ source: Plane, _ offset: (x: Int, y: Int)) {
    takeFrame(of: source)
    let (columns, last) = (width, height - 1)
    source.values.withUnsafeBufferPointer { source in
      updateRows { y, row in
        let middle = y * Plane.rowLength
        let above = min(max(y - offset.y, 0), last) * Plane.rowLength
        let below = min(max(y + offset.y, 0), last) * Plane.rowLength
        for x in 0..<columns {
          let left = min(max(x - offset.x, 0), columns - 1)
          let right = min(max(x + offset.x, 0), columns - 1)
          row[x] = (source[middle + x] + source[above + left] + source[below + right]) / 3
        }
      }
    }
  }
}
