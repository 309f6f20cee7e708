import Imaging

extension GrayImage {
  /// The mean over a square of side `2 * radius + 1`, cut at the borders.
  package func boxBlurred(radius: Int) -> GrayImage {
    // Sums over columns slide down whole rows at a time, which vectorises; then a window slides along each row.
    var (sums, windows) = ([Int32](repeating: 0, count: width), [Int32](repeating: 0, count: width))
    let widths = (0..<width).map { Float(windowLength(around: $0, count: width, radius: radius)) }
    let means = [UInt8](unsafeUninitializedCapacity: pixels.count) { means, count in
      pixels.withUnsafeBufferPointer { pixels in
        windows.withUnsafeMutableBufferPointer { windows in
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
                windows[x] = sum
              }
              let start = y * width
              for x in 0..<width { means[start &+ x] = nearestByte(Float(windows[x]) * share / widths[x]) }
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
    // Each with a constant, so that no pixel asks which it is.
    largest ? filtered(radius: radius, largest: true) : filtered(radius: radius, largest: false)
  }

  @inline(__always)
  private func filtered(radius: Int, largest: Bool) -> GrayImage {
    var (across, both) = (pixels, pixels)
    across.withUnsafeMutableBufferPointer { across in
      both.withUnsafeMutableBufferPointer { both in
        for row in stride(from: 0, to: width * height, by: width) {
          extremes(
            of: UnsafeMutableBufferPointer(rebasing: both[row..<row + width]),
            into: UnsafeMutableBufferPointer(rebasing: across[row..<row + width]), step: 1, radius: radius,
            largest: largest)
        }
        extremes(of: across, into: both, step: width, radius: radius, largest: largest)
      }
    }
    return GrayImage(width: width, height: height, pixels: both)
  }
}

@inline(__always)
private func chosen(_ a: UInt8, _ b: UInt8, largest: Bool) -> UInt8 { largest ? max(a, b) : min(a, b) }

/// Combines each of the first `count` values with the one `shift` behind it, and puts the result in its place. Sixteen at
/// a time, which the compiler does not dare, since `shift` could be negative.
@inline(__always)
private func combine(_ values: UnsafeMutableBufferPointer<UInt8>, count: Int, shift: Int, largest: Bool) {
  guard count > 0, let base = values.baseAddress.map({ UnsafeMutableRawPointer($0) }) else { return }
  var index = 0
  while index &+ 16 <= count {
    let here = base.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    let there = base.loadUnaligned(fromByteOffset: index &+ shift, as: SIMD16<UInt8>.self)
    let extremes = largest ? pointwiseMax(here, there) : pointwiseMin(here, there)
    base.storeBytes(of: extremes, toByteOffset: index, as: SIMD16<UInt8>.self)
    index &+= 16
  }
  while index < count {
    values[index] = chosen(values[index], values[index &+ shift], largest: largest)
    index &+= 1
  }
}

/// The extremes over windows of `radius` values on either side, `step` apart; overwrites `values` on the way. With
/// reaches that double, few passes are needed, and each vectorises.
@inline(__always)
private func extremes(
  of values: UnsafeMutableBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>, step: Int, radius: Int,
  largest: Bool
) {
  let radius = min(radius, values.count / step - 1)
  // First over each value and the `radius` that follow it.
  var reach = 0
  while reach < radius {
    let shift = min(reach + 1, radius - reach)
    combine(values, count: values.count - shift * step, shift: shift * step, largest: largest)
    reach += shift
  }
  // What precedes a value follows the one `radius` before it.
  for index in 0..<radius * step { output[index] = chosen(values[index], values[index % step], largest: largest) }
  for index in radius * step..<values.count {
    output[index] = chosen(values[index], values[index &- radius &* step], largest: largest)
  }
}

/// How many of `count` values the window around one of them holds.
private func windowLength(around index: Int, count: Int, radius: Int) -> Int {
  min(index + radius, count - 1) - max(index - radius, 0) + 1
}
