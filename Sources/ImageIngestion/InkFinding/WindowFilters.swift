import Imaging

extension GrayImage {
  /// The mean over a square of side `2 * radius + 1`, cut at the borders.
  package func boxBlurred(radius: Int) -> GrayImage {
    let columns = slidingSums(
      of: pixels.map(Int32.init), count: width, stride: 1, lines: height, lineStride: width, radius: radius)
    let sums = slidingSums(of: columns, count: height, stride: width, lines: width, lineStride: 1, radius: radius)
    let widths = windowLengths(count: width, radius: radius)
    let heights = windowLengths(count: height, radius: radius)
    let means = [UInt8](unsafeUninitializedCapacity: pixels.count) { means, count in
      for y in 0..<height {
        for x in 0..<width {
          let area = Float(widths[x] * heights[y])
          means[y * width + x] = UInt8(Float(sums[y * width + x]) / area + 0.5)
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

  /// Compares the picture with itself, moved by one distance after another: whole rows at a time, which vectorises.
  @inline(__always)
  private func filtered(radius: Int, choose: (UInt8, UInt8) -> UInt8) -> GrayImage {
    var across = pixels
    var both = pixels
    pixels.withUnsafeBufferPointer { source in
      across.withUnsafeMutableBufferPointer { across in
        for y in 0..<height {
          let row = y * width
          for distance in stride(from: 1, through: min(radius, width - 1), by: 1) {
            for x in row..<row + width - distance { across[x] = choose(across[x], source[x + distance]) }
            for x in row + distance..<row + width { across[x] = choose(across[x], source[x - distance]) }
          }
        }
      }
    }
    across.withUnsafeBufferPointer { across in
      both.withUnsafeMutableBufferPointer { both in
        for y in 0..<height {
          let row = y * width
          for x in 0..<width { both[row + x] = across[row + x] }
          for other in max(0, y - radius)...min(height - 1, y + radius) {
            for x in 0..<width { both[row + x] = choose(both[row + x], across[other * width + x]) }
          }
        }
      }
    }
    return GrayImage(width: width, height: height, pixels: both)
  }
}

/// Sums over windows of `2 * radius + 1` values, cut at the ends, along each of `lines` lines of `count` values.
private func slidingSums(
  of values: [Int32], count: Int, stride: Int, lines: Int, lineStride: Int, radius: Int
) -> [Int32] {
  [Int32](unsafeUninitializedCapacity: values.count) { sums, initialized in
    values.withUnsafeBufferPointer { values in
      for line in 0..<lines {
        let start = line * lineStride
        var sum: Int32 = 0
        for index in 0..<min(radius, count) { sum &+= values[start + index * stride] }
        for index in 0..<count {
          if index + radius < count { sum &+= values[start + (index + radius) * stride] }
          if index > radius { sum &-= values[start + (index - radius - 1) * stride] }
          sums[start + index * stride] = sum
        }
      }
    }
    initialized = values.count
  }
}

/// How many values the window around each of `count` values holds.
private func windowLengths(count: Int, radius: Int) -> [Int] {
  (0..<count).map { min($0 + radius, count - 1) - max($0 - radius, 0) + 1 }
}
