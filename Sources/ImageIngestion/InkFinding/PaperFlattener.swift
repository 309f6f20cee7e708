import Imaging

/// Divides a picture by its paper, so that light and shadow disappear: what is left is contrast, 0 where there is paper
/// and 255 where no light at all comes back.
package struct PaperFlattener {
  /// The paper is estimated on a picture no larger than this.
  private static let fieldSide = 40
  /// Paper darker than this is not made up for, so that its last bit does not become ink.
  private static let darkest: Float = 64

  /// `image` has dark ink on light paper. A cut-out is too small for light to vary over, and often filled by the digit:
  /// its paper has one shade.
  package static func contrast(of image: GrayImage, isCutOut: Bool) -> GrayImage {
    isCutOut ? contrastAgainstOneShade(image) : contrastAgainstField(image)
  }

  private static func contrastAgainstOneShade(_ image: GrayImage) -> GrayImage {
    let histogram = Histogram(of: image.pixels)
    let threshold = histogram.otsuThreshold()
    let paperCount = histogram.counts[(threshold + 1)...].reduce(0, +)
    var (paper, seen) = (255, 0)
    for shade in stride(from: 255, through: 0, by: -1) {
      seen += histogram.counts[shade]
      if seen * 2 >= paperCount {
        paper = shade
        break
      }
    }
    let table = (0..<256).map { contrastOf(shade: Float($0), paper: Float(paper)) }
    return GrayImage(width: image.width, height: image.height, pixels: image.pixels.map { table[Int($0)] })
  }

  /// Paper is what remains when strokes, which are narrow, are closed: the largest shade around, then the smallest
  /// of those, then a blur.
  private static func contrastAgainstField(_ image: GrayImage) -> GrayImage {
    let factor = (max(image.width, image.height) + fieldSide - 1) / fieldSide
    let small = image.reduced(by: factor)
    let radius = max(2, max(small.width, small.height) / 8)
    // With black beyond the border, paper that darkens towards it is not taken to be as bright as further inside.
    let paper = small.padded(by: radius, with: 0).extremeFiltered(radius: radius, largest: true)
      .extremeFiltered(radius: radius, largest: false)
      .cropped(to: PixelBox(x: radius, y: radius, width: small.width, height: small.height))
      .boxBlurred(radius: 2)
    return contrast(of: image, paper: paper, enlargement: factor)
  }

  /// Against `paper`, enlarged by a whole factor.
  private static func contrast(of image: GrayImage, paper: GrayImage, enlargement factor: Int) -> GrayImage {
    let (width, height) = (image.width, image.height)
    // Along the rows first, so that what is left to do for each pixel vectorises.
    let columns = LinearTap.taps(count: width, sourceCount: paper.width, step: 1 / Float(factor))
    let wide = [Float](unsafeUninitializedCapacity: paper.height * width) { wide, count in
      paper.pixels.withUnsafeBufferPointer { paperShades in
        for y in 0..<paper.height {
          let (start, source) = (y * width, y * paper.width)
          for (x, column) in columns.enumerated() {
            let (first, second) = (paperShades[source &+ column.first], paperShades[source &+ column.second])
            wide[start &+ x] = mixed(Float(first), Float(second), share: column.weight)
          }
        }
      }
      count = paper.height * width
    }
    let rows = LinearTap.taps(count: height, sourceCount: paper.height, step: 1 / Float(factor))
    let contrast = [UInt8](unsafeUninitializedCapacity: width * height) { contrast, count in
      image.pixels.withUnsafeBufferPointer { shades in
        wide.withUnsafeBufferPointer { wide in
          for (y, row) in rows.enumerated() {
            let (upper, lower, share) = (row.first * width, row.second * width, row.weight)
            let start = y * width
            for x in 0..<width {
              let paper = mixed(wide[upper &+ x], wide[lower &+ x], share: share)
              contrast[start &+ x] = contrastOf(shade: Float(shades[start &+ x]), paper: paper)
            }
          }
        }
      }
      count = width * height
    }
    return GrayImage(width: width, height: height, pixels: contrast)
  }

  @inline(__always)
  private static func contrastOf(shade: Float, paper: Float) -> UInt8 {
    nearestByte(max(0, 255 * (paper - shade) / max(paper, darkest)))
  }
}
