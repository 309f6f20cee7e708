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
    // neighbours, since additions to one place, which paper asks for again and again, would wait for each other. The
    // gradients of a row come first, which vectorises.
    var table = [UInt64](repeating: 0, count: 4 * 256)
    var gradients = [UInt8](repeating: 0, count: width)
    table.withUnsafeMutableBufferPointer { table in
      gradients.withUnsafeMutableBufferPointer { gradients in
        contrast.pixels.withUnsafeBufferPointer { pixels in
          for y in 0..<height {
            let row = y * width
            let (above, below) = (y > 0 ? row - width : row, y < height - 1 ? row + width : row)
            @inline(__always)
            func gradient(_ x: Int, _ left: Int, _ right: Int) -> UInt8 {
              max(
                difference(pixels[row &+ left], pixels[row &+ right]),
                difference(pixels[above &+ x], pixels[below &+ x]))
            }
            for x in 1..<width - 1 { gradients[x] = gradient(x, x &- 1, x &+ 1) }
            gradients[0] = gradient(0, 0, 1)
            gradients[width - 1] = gradient(width - 1, width - 2, width - 1)
            for x in 0..<width {
              table[(x & 3) << 8 | Int(gradients[x])] &+= 1 << 32 | UInt64(pixels[row &+ x])
            }
          }
        }
      }
    }
    let sums = (0..<256).map { shade -> UInt64 in stride(from: shade, to: 4 * 256, by: 256).reduce(0) { $0 + table[$1] }
    }
    return (sums.map { Int($0 >> 32) }, sums.map { Int($0 & 0xFFFF_FFFF) })
  }

  @inline(__always)
  private static func difference(_ a: UInt8, _ b: UInt8) -> UInt8 { max(a, b) &- min(a, b) }

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
