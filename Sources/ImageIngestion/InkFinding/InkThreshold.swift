import Imaging

/// The contrast that separates ink from paper.
package struct InkThreshold {
  /// 1 … 255; pixels of at least this contrast are ink.
  package var contrast: Int
  /// Standard deviation of the paper's texture and the camera's noise, in the same units.
  package var noise: Float

  /// The least contrast that can be told from paper, in units of 1/255.
  private static let faintest = 12

  /// The mean contrast weighted by its gradient, so that it lies half way up the edges of the strokes however little
  /// of the picture they cover (Kittler, Illingworth and Föglein, "Threshold selection based on a simple image
  /// statistic", 1985); gradients that noise explains do not count. nil where nothing rises above the noise.
  package init?(for contrast: GrayImage) {
    let (width, height) = (contrast.width, contrast.height)
    guard width > 2, height > 2 else { return nil }
    var gradients = [Int](repeating: 0, count: 256)
    var weighted = [Int](repeating: 0, count: 256)
    contrast.pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        let (above, here, below) = (max(y - 1, 0) * width, y * width, min(y + 1, height - 1) * width)
        for x in 0..<width {
          let across = Int(pixels[here + min(x + 1, width - 1)]) - Int(pixels[here + max(x - 1, 0)])
          let down = Int(pixels[below + x]) - Int(pixels[above + x])
          let gradient = max(abs(across), abs(down))
          gradients[gradient] &+= 1
          weighted[gradient] &+= Int(pixels[here + x])
        }
      }
    }
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
