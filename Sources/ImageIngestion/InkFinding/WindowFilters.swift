import Imaging

extension GrayImage {
  /// The mean over a square of side `2 * radius + 1`, cut at the borders.
  package func boxBlurred(radius: Int) -> GrayImage {
    // Sums over columns slide down whole rows at a time, which vectorises; then a window slides along each row.
    var sums = [Int32](repeating: 0, count: width)
    let widths = (0..<width).map { Float(windowLength(around: $0, count: width, radius: radius)) }
    let means = [UInt8](unsafeUninitializedCapacity: pixels.count) { means, count in
      pixels.withUnsafeBufferPointer { pixels in
        sums.withUnsafeMutableBufferPointer { sums in
          func add(row: Int, sign: Int32) {
            let start = row * width
            for x in 0..<width { sums[x] &+= sign &* Int32(pixels[start &+ x]) }
          }
          for row in 0..<min(radius, height) { add(row: row, sign: 1) }
          for y in 0..<height {
            if y + radius < height { add(row: y + radius, sign: 1) }
            if y > radius { add(row: y - radius - 1, sign: -1) }
            let share = 1 / Float(windowLength(around: y, count: height, radius: radius))
            var sum = sums.prefix(radius).reduce(0, &+)
            for x in 0..<width {
              if x &+ radius < width { sum &+= sums[x &+ radius] }
              if x > radius { sum &-= sums[x &- radius &- 1] }
              means[y &* width &+ x] = nearestByte(Float(sum) * share / widths[x])
            }
          }
        }
      }
      count = pixels.count
    }
    return GrayImage(width: width, height: height, pixels: means)
  }

  /// The largest (or smallest) shade over a square of side `2 * radius + 1`, cut at the borders.
  package func extremeFiltered(radius: Int, largest: Bool) -> GrayImage {
    largest ? filtered(radius: radius, choose: max) : filtered(radius: radius, choose: min)
  }

  @inline(__always)
  private func filtered(radius: Int, choose: (UInt8, UInt8) -> UInt8) -> GrayImage {
    var (across, both) = (pixels, pixels)
    across.withUnsafeMutableBufferPointer { across in
      both.withUnsafeMutableBufferPointer { both in
        for row in stride(from: 0, to: width * height, by: width) {
          extremes(
            of: UnsafeMutableBufferPointer(rebasing: both[row..<row + width]),
            into: UnsafeMutableBufferPointer(rebasing: across[row..<row + width]), step: 1, radius: radius,
            choose: choose)
        }
        extremes(of: across, into: both, step: width, radius: radius, choose: choose)
      }
    }
    return GrayImage(width: width, height: height, pixels: both)
  }
}

/// The extremes over windows of `radius` values on either side, `step` apart; overwrites `values` on the way. With
/// reaches that double, few passes are needed, and each vectorises.
@inline(__always)
private func extremes(
  of values: UnsafeMutableBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>, step: Int, radius: Int,
  choose: (UInt8, UInt8) -> UInt8
) {
  let radius = min(radius, values.count / step - 1)
  // First over each value and the `radius` that follow it.
  var reach = 0
  while reach < radius {
    let shift = min(reach + 1, radius - reach)
    for index in 0..<values.count - shift * step {
      values[index] = choose(values[index], values[index &+ shift &* step])
    }
    reach += shift
  }
  // What precedes a value follows the one `radius` before it.
  for index in 0..<radius * step { output[index] = choose(values[index], values[index % step]) }
  for index in radius * step..<values.count {
    output[index] = choose(values[index], values[index &- radius &* step])
  }
}

/// How many of `count` values the window around one of them holds.
private func windowLength(around index: Int, count: Int, radius: Int) -> Int {
  min(index + radius, count - 1) - max(index - radius, 0) + 1
}
