import Imaging

/// The width of the pen against the size of the digit.
package struct StrokeWidth {
  /// The widths of MNIST's strokes, in pixels of a digit whose longer side is 20. Strokes in this range stay as they
  /// are.
  package static let usual: ClosedRange<Float> = 1.5...4.2
  /// The width to which thinner strokes are brought, inside the range that the network knows.
  private static let slender: Float = 1.8

  /// The width to give to strokes of this width.
  static func wanted(_ width: Float) -> Float {
    width < usual.lowerBound ? slender : min(width, usual.upperBound)
  }

  /// Twice the area over the outline's length: exact for a long stroke of even width, in pixels.
  package static func estimate(in coverage: InkCoverage) -> Float {
    let (width, height) = (coverage.width, coverage.height)
    var (area, outline) = (Float(0), Float(0))
    // With a border of paper, the length of each gradient of a row can be had at once, which vectorises; the sums
    // keep their order.
    var (row, below) = ([Float](repeating: 0, count: width + 1), [Float](repeating: 0, count: width + 1))
    var lengths = row
    let blank = [Float](repeating: 0, count: width)
    for y in -1..<height {
      swap(&row, &below)
      let next = (y + 1) * width
      below.replaceSubrange(
        0..<width, with: y + 1 < height ? coverage.values[next..<next + width] : blank[...])
      guard y >= 0 else { continue }
      for x in 0..<width {
        let (across, down) = (row[x] - row[x + 1], row[x] - below[x])
        lengths[x] = (across * across + down * down).squareRoot()
      }
      for x in 0..<width where lengths[x] != 0 || row[x] != 0 {
        area += row[x]
        outline += lengths[x]
      }
    }
    return outline > 0 ? 2 * area / outline : 0
  }

  /// Moves the outline of the ink by `offset` pixels, outwards if positive; edges stay one pixel soft.
  package static func offset(_ coverage: InkCoverage, by offset: Float) -> InkCoverage {
    let (width, height) = (coverage.width, coverage.height)
    let toInk = DistanceTransform.distances(width: width, height: height) { coverage.values[$0] > 0.5 }
    let toPaper = DistanceTransform.distances(width: width, height: height) { coverage.values[$0] <= 0.5 }
    let values = zip(toInk, toPaper).map { outside, inside in
      // Half a pixel lies between the outline and the centres on either side of it.
      let signed = outside > 0 ? outside - 0.5 : 0.5 - inside
      return min(1, max(0, 0.5 + offset - signed))
    }
    return InkCoverage(width: width, height: height, values: values)
  }
}
