/// Weights that bring a line of values to another length: each new value is a weighted sum of old ones side by side. An
/// image is resampled along its rows first (`across`), then along its columns (`down`).
package struct LineResampler: Sendable {
  /// The old values that make a new one; their weights lie at `weights[firstWeight...]`.
  private struct Source {
    var range: Range<Int>
    var firstWeight: Int
  }

  private var sources: [Source] = []
  private var weights: [Float] = []

  /// The number of new values.
  package var count: Int { sources.count }

  /// Area averaging over `count` cells, side by side, that fill `side` values from `origin` on. Values before 0 and
  /// from `limit` on count as 0.
  package static func areas(_ count: Int, from origin: Float, side: Float, limit: Int) -> LineResampler {
    let step = side / Float(count)
    var resampler = LineResampler()
    resampler.sources.reserveCapacity(count)
    resampler.weights.reserveCapacity(Int(side) + 3 * count)
    for index in 0..<count {
      let start = origin + Float(index) * step
      let end = origin + Float(index + 1) * step
      let first = min(max(0, Int(start.rounded(.down))), limit)
      let last = min(max(first, Int(end.rounded(.up))), limit)
      resampler.sources.append(Source(range: first..<last, firstWeight: resampler.weights.count))
      for place in first..<last {
        resampler.weights.append(max(0, min(end, Float(place + 1)) - max(start, Float(place))) / step)
      }
    }
    return resampler
  }

  /// Linear interpolation by triangles as wide as a new value, or as an old one where that is wider: `count` new values
  /// over `side` old ones from `origin` on. Before 0 and from `limit` on, the line's first and last values go on.
  package static func triangles(_ count: Int, from origin: Float, side: Float, limit: Int) -> LineResampler {
    let step = side / Float(count)
    let reach = max(1, step)
    var resampler = LineResampler()
    for index in 0..<count {
      let middle = origin + (Float(index) + 0.5) * step - 0.5
      let first = Int((middle - reach).rounded(.up))
      let last = max(first, Int((middle + reach).rounded(.down)))
      let inside = min(max(0, first), limit - 1)...min(max(0, last), limit - 1)
      var own = [Float](repeating: 0, count: inside.count)
      for place in first...last {
        let held = min(max(place, inside.lowerBound), inside.upperBound)
        own[held - inside.lowerBound] += max(0, 1 - abs(Float(place) - middle) / reach)
      }
      let sum = own.reduce(0, +)
      resampler.sources.append(Source(range: Range(inside), firstWeight: resampler.weights.count))
      resampler.weights += sum > 0 ? own.map { $0 / sum } : own.map { _ in 1 / Float(own.count) }
    }
    return resampler
  }

  /// Resamples every row of `image`: `image.height` × `count` values, row-major.
  package func across(_ image: GrayImage) -> [Float] {
    image.pixels.withUnsafeBufferPointer { pixels in
      across(rows: image.height, width: image.width) { Float(pixels[$0]) }
    }
  }

  /// Resamples every row of `values`, row-major with rows of `width`: `count` values for each row.
  package func across(_ values: [Float], width: Int) -> [Float] {
    values.withUnsafeBufferPointer { values in
      across(rows: values.count / max(width, 1), width: width) { values[$0] }
    }
  }

  @inline(__always)
  private func across(rows: Int, width: Int, _ value: (Int) -> Float) -> [Float] {
    let count = sources.count
    return [Float](unsafeUninitializedCapacity: rows * count) { output, initialized in
      weights.withUnsafeBufferPointer { weights in
        for y in 0..<rows {
          let row = y * width
          for (x, source) in sources.enumerated() {
            var sum: Float = 0
            var weight = source.firstWeight
            for place in source.range {
              sum += weights[weight] * value(row &+ place)
              weight &+= 1
            }
            output[y &* count &+ x] = sum
          }
        }
      }
      initialized = rows * count
    }
  }

  /// Resamples every column of `values`, row-major with rows of `width`: `count` × `width` values, row-major. `start`
  /// is added to each, before anything else: 0.5 where the result is then cut to whole numbers.
  package func down(_ values: [Float], width: Int, startingAt start: Float = 0) -> [Float] {
    var output = [Float](repeating: start, count: sources.count * width)
    output.withUnsafeMutableBufferPointer { output in
      values.withUnsafeBufferPointer { values in
        for (y, source) in sources.enumerated() {
          for (offset, place) in source.range.enumerated() {
            let weight = weights[source.firstWeight + offset]
            for x in 0..<width { output[y &* width &+ x] += weight * values[place &* width &+ x] }
          }
        }
      }
    }
    return output
  }
}
