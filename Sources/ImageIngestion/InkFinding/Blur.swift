import Imaging

extension GrayImage {
  /// The mean over a square of side `2 * radius + 1`, cut at the borders.
  package func boxBlurred(radius: Int) -> GrayImage {
    var result = self
    var rows = [Float](repeating: 0, count: pixels.count)
    for y in 0..<height {
      slidingMean(count: width, radius: radius, read: { Float(pixels[y * width + $0]) }) { rows[y * width + $0] = $1 }
    }
    for x in 0..<width {
      slidingMean(count: height, radius: radius, read: { rows[$0 * width + x] }) {
        result.pixels[$0 * width + x] = UInt8($1 + 0.5)
      }
    }
    return result
  }

  /// The largest (or smallest) shade over a square of side `2 * radius + 1`, cut at the borders.
  package func extremeFiltered(radius: Int, largest: Bool) -> GrayImage {
    var rows = self
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        let window = pixels[y * width + max(0, x - radius)...y * width + min(width - 1, x + radius)]
        rows.pixels[y * width + x] = (largest ? window.max() : window.min()) ?? 0
      }
    }
    for y in 0..<height {
      for x in 0..<width {
        var extreme = rows.pixels[y * width + x]
        for row in max(0, y - radius)...min(height - 1, y + radius) {
          let shade = rows.pixels[row * width + x]
          extreme = largest ? max(extreme, shade) : min(extreme, shade)
        }
        result.pixels[y * width + x] = extreme
      }
    }
    return result
  }
}

private func slidingMean(count: Int, radius: Int, read: (Int) -> Float, write: (Int, Float) -> Void) {
  var sum: Float = 0
  for index in 0..<min(radius, count) { sum += read(index) }
  for index in 0..<count {
    if index + radius < count { sum += read(index + radius) }
    if index - radius - 1 >= 0 { sum -= read(index - radius - 1) }
    let (first, last) = (max(0, index - radius), min(count - 1, index + radius))
    write(index, max(0, sum / Float(last - first + 1)))
  }
}
