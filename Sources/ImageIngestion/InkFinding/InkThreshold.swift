import Imaging

/// The contrast that separates ink from paper.
package struct InkThreshold {
  /// 1 … 255; pixels of at least this contrast are ink.
  package var contrast: Int
  /// Standard deviation of the paper's texture and the camera's noise, in the same units.
  package var noise: Float

  /// The least contrast that can be told from paper, in units of 1/255.
  static let faintest = 12

  /// The mean contrast weighted by its gradient, so that it lies half way up the edges of the strokes however little
  /// of the picture they cover (Kittler, Illingworth and Föglein, "Threshold selection based on a simple image
  /// statistic", 1985); gradients that noise explains do not count. nil where nothing rises above the noise.
  package init?(for contrast: GrayImage) {
    guard contrast.width > 2, contrast.height > 2 else { return nil }
    let (gradients, weighted) = Self.gradients(of: contrast)
    // In a cut-out, most pixels lie on or near an edge; the calmest fifth does not. The larger of two differences of
    // Gaussian noise has its lowest fifth end near 0.75 · √2 standard deviations.
    noise = Float(Self.lowestFifth(of: gradients)) / 1.06
    let floor = max(Self.faintest / 2, Int(5 * noise))
    var (sum, total) = (0, 0)
    for gradient in floor..<max(floor, 256) {
      sum += gradient * weighted[gradient]
      total += gradient * gradients[gradient]
    }
    guard total > 0 else { return nil }
    self.contrast = max(Self.faintest, sum / total, Int(3 * noise))
  }

  /// How often each gradient (the larger of the differences across and down) occurs, and the sum of the contrasts
  /// there. Beyond the border the outermost pixels repeat.
  private static func gradients(of contrast: GrayImage) -> (counts: [Int], contrastSums: [Int]) {
    let (width, height) = (contrast.width, contrast.height)
    // This is the busiest loop: both in one number, the count in its upper half, and a table for each of four
    // neighbours, since additions to one place, which paper asks for again and again, would wait for each other.
    var table = [UInt64](repeating: 0, count: 4 * 256)
    table.withUnsafeMutableBufferPointer { table in
      contrast.pixels.withUnsafeBufferPointer { pixels in
        @inline(__always)
        func add(_ index: Int, left: Int, right: Int, above: Int, below: Int) {
          let across = abs(Int32(pixels[right]) &- Int32(pixels[left]))
          let down = abs(Int32(pixels[below]) &- Int32(pixels[above]))
          table[(index & 3) << 8 | Int(max(across, down))] &+= 1 << 32 | UInt64(pixels[index])
        }
        for y in 0..<height {
          let row = y * width
          let (up, down) = (y > 0 ? -width : 0, y < height - 1 ? width : 0)
          add(row, left: row, right: row + 1, above: row + up, below: row + down)
          for index in row + 1..<row + width - 1 {
            add(index, left: index &- 1, right: index &+ 1, above: index &+ up, below: index &+ down)
          }
          let last = row + width - 1
          add(last, left: last - 1, right: last, above: last + up, below: last + down)
        }
      }
    }
    let sums = (0..<256).map { shade -> UInt64 in stride(from: shade, to: 4 * 256, by: 256).reduce(0) { $0 + table[$1] }
    }
    return (sums.map { Int($0 >> 32) }, sums.map { Int($0 & 0xFFFF_FFFF) })
  }

  private static func lowestFifth(of counts: [Int]) -> Int {
    let fifth = counts.reduce(0, +) / 5
    var seen = 0
    for (value, count) in counts.enumerated() {
      seen += count
      if seen > fifth { return value }
    }
    return 0
  }
}
