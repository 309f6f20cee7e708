import Imaging

/// How often each of the 256 shades occurs.
package struct Histogram {
  let counts: [Int]
  let total: Int

  /// Counts how often each of the 256 shades occurs in `shades`.
  package init(of shades: [UInt8]) {
    // A table for each of four neighbours: additions to one place, which even paper asks for, wait for each other.
    var tables = [UInt32](repeating: 0, count: 4 * 256)
    tables.withUnsafeMutableBufferPointer { tables in
      shades.withUnsafeBufferPointer { shades in
        for (index, shade) in shades.enumerated() { tables[(index & 3) << 8 | Int(shade)] &+= 1 }
      }
    }
    counts = (0..<256).map { shade in stride(from: shade, to: 4 * 256, by: 256).reduce(0) { $0 + Int(tables[$1]) } }
    total = shades.count
  }

  /// The smallest shade that at least `share` (0 … 1) of the pixels do not exceed.
  func percentile(_ share: Float) -> Int {
    let wanted = Int(Float(total) * share)
    var seen = 0
    for (shade, count) in counts.enumerated() {
      seen += count
      if seen > wanted { return shade }
    }
    return 255
  }

  /// The threshold that maximises the variance between the two classes; shades above it form the upper class
  /// (Otsu, "A threshold selection method from gray-level histograms", 1979).
  package func otsuThreshold() -> Int {
    var sumOfAll = 0.0
    for shade in 0..<256 { sumOfAll += Double(shade * counts[shade]) }
    var (best, bestVariance) = (0, -1.0)
    var (lowerCount, lowerSum) = (0.0, 0.0)
    // Between two shades that occur, the variance is the same everywhere.
    for shade in 0..<255 where counts[shade] > 0 {
      lowerCount += Double(counts[shade])
      lowerSum += Double(shade * counts[shade])
      let upperCount = Double(total) - lowerCount
      guard lowerCount > 0, upperCount > 0 else { continue }
      // The product of both counts and the squared difference of both means, with a single division.
      let difference = lowerSum * Double(total) - lowerCount * sumOfAll
      let variance = difference * difference / (lowerCount * upperCount)
      if variance > bestVariance { (best, bestVariance) = (shade, variance) }
    }
    return best
  }
}
