import Imaging

/// A smooth random field of displacements, as of elastic distortion (Simard, Steinkraus and Platt, "Best practices for
/// convolutional neural networks", 2003). They smooth white noise with a wide Gaussian; here a coarse grid of noise is
/// up-sampled with cubic B-splines, whose correlation is nearly the same at a small part of the cost.
package struct ElasticField: Sendable {
  private static let side = DigitImage.side
  /// How far beyond the image, in pixels, there is a field of its own; farther out its edge goes on.
  private static let margin: Float = 6

  /// Displacements of every pixel, 28×28 each, in pixels of the source.
  package private(set) var dx = [Float](repeating: 0, count: DigitImage.pixelCount)
  /// Displacements downwards, in pixels; 784 values, row-major.
  package private(set) var dy = [Float](repeating: 0, count: DigitImage.pixelCount)

  private let grid: Grid
  /// Noise at the nodes, x and y displacements one after the other.
  private var noise: [Float]
  /// The noise after up-sampling along the rows: 28 columns for each row of nodes, x and y displacements.
  private var rows: [Float]
  private var originX: Float = 0
  private var originY: Float = 0

  /// `sigma` in pixels is held at 1 or more.
  package init(sigma: Float) {
    grid = Grid(sigma: sigma)
    noise = Array(repeating: 0, count: 2 * grid.nodes * grid.nodes)
    rows = Array(repeating: 0, count: 2 * grid.nodes * Self.side)
  }

  /// New noise for a field whose displacements along each axis have the root mean square `displacement`, in pixels.
  package mutating func draw(displacement: Float, using generator: inout SeededGenerator) {
    originX = generator.unit()
    originY = generator.unit()
    // The squares of a cubic B-spline's weights sum to 151/315 along each axis, in the mean over a cell; uniform noise
    // in -1 … 1 has variance 1/3.
    let scale = displacement * 315 / 151 * Float(3).squareRoot() / 32_768
    noise.withUnsafeMutableBufferPointer { noise in
      for first in stride(from: 0, to: noise.count, by: 4) {
        let bits = generator.next()
        for offset in 0..<min(4, noise.count - first) {
          noise[first + offset] = Float(Int16(truncatingIfNeeded: bits >> UInt64(16 * offset))) * scale
        }
      }
    }
  }

  /// Fills `dx` and `dy` with the field at the places to which `framing` takes the pixels.
  package mutating func evaluate(at framing: Framing) {
    upsampleRows(framing)
    upsampleColumns(framing)
  }

  /// The displacement at the pixel nearest to `place`, in pixels.
  @inline(__always)
  func displacement(near place: SIMD2<Float>) -> SIMD2<Float> {
    let last = Float(Self.side - 1)
    let (x, y) = (Int(min(max(place.x, 0), last) + 0.5), Int(min(max(place.y, 0), last) + 0.5))
    return SIMD2(dx[y * Self.side + x], dy[y * Self.side + x])
  }

  private mutating func upsampleRows(_ framing: Framing) {
    let side = Self.side
    let nodes = grid.nodes
    let grid = grid
    let origin = originX
    rows.withUnsafeMutableBufferPointer { rows in
      noise.withUnsafeBufferPointer { noise in
        for x in 0..<side {
          let spline = grid.spline(at: framing.step * Float(x) + framing.x0, origin: origin)
          for row in 0..<2 * nodes {
            let node = row * nodes + spline.first
            rows[row * side + x] =
              (spline.w0 * noise[node] + spline.w1 * noise[node + 1])
              + (spline.w2 * noise[node + 2] + spline.w3 * noise[node + 3])
          }
        }
      }
    }
  }

  private mutating func upsampleColumns(_ framing: Framing) {
    let side = Self.side
    let nodes = grid.nodes
    let grid = grid
    let origin = originY
    rows.withUnsafeBufferPointer { rows in
      for y in 0..<side {
        let spline = grid.spline(at: framing.step * Float(y) + framing.y0, origin: origin)
        let first = spline.first * side
        Self.mix(rows, from: first, spline, into: &dx, at: y * side)
        Self.mix(rows, from: nodes * side + first, spline, into: &dy, at: y * side)
      }
    }
  }

  @inline(__always)
  private static func mix(
    _ rows: UnsafeBufferPointer<Float>, from first: Int, _ spline: Spline, into field: inout [Float], at start: Int
  ) {
    field.withUnsafeMutableBufferPointer { field in
      for x in 0..<side {
        let row = first + x
        field[start + x] =
          (spline.w0 * rows[row] + spline.w1 * rows[row + side])
          + (spline.w2 * rows[row + 2 * side] + spline.w3 * rows[row + 3 * side])
      }
    }
  }

  /// The four nodes that bear on a place along one axis, from `first` on, and their weights.
  private struct Spline {
    var first: Int
    var w0, w1, w2, w3: Float
  }

  /// Where the nodes are; the same along both axes.
  private struct Grid {
    /// Pixels between nodes. A cubic B-spline has the variance spacing² / 3, which shall be sigma².
    let spacing: Float
    let nodes: Int

    init(sigma: Float) {
      spacing = max(1, sigma) * Float(3).squareRoot()
      // A cell more for the random origin, three for the reach of the splines.
      nodes = Int(((Float(side) + 2 * margin) / spacing).rounded(.up)) + 4
    }

    /// `position` in pixels, `origin` as a share of a cell.
    @inline(__always)
    func spline(at position: Float, origin: Float) -> Spline {
      let held = min(max(position, -margin), Float(side) + margin)
      let place = (held + margin) / spacing + origin
      let first = min(Int(place), nodes - 4)
      let t = place - Float(first)
      let (u, square) = (1 - t, t * t)
      return Spline(
        first: first,
        w0: u * u * u / 6,
        w1: (3 * square * t - 6 * square + 4) / 6,
        w2: (3 * (square + t - square * t) + 1) / 6,
        w3: square * t / 6)
    }
  }
}
