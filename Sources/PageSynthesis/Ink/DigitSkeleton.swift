import Imaging
import Synthesis

/// The middle line of a digit's strokes, found by thinning (Zhang and Suen, 1984), with the distance to the ink's edge:
/// from these the digit can be drawn again at any size and with any pen. The memory is reused.
package struct DigitSkeleton: Sendable {
  private static let margin = 2
  /// 28×28 with a margin.
  private static let stride = DigitImage.side + 2 * margin
  private static let around = [-stride, -stride + 1, 1, stride + 1, stride, stride - 1, -1, -stride - 1]
  /// Whether a pixel with these eight neighbours (bit 0 above, clockwise) may go, in the first and the second pass.
  private static let removable: [UInt8] = (0..<256).map(verdict)

  /// 1 where there is ink, later only along the middle.
  private var isInk = [UInt8](repeating: 0, count: stride * stride)
  /// Three times the distance to the nearest paper.
  private var depths = [Int32](repeating: 0, count: stride * stride)
  private var shades = [Float](repeating: 0, count: stride * stride)
  private var inked: [Int] = []
  private var doomed: [Int] = []
  private var places = [Int32](repeating: -1, count: stride * stride)
  /// For each point, the sum of its neighbours' places and widths, and their number.
  private var sums: [SIMD4<Float>] = []

  /// A tracer with scratch memory of its own.
  package init() {}

  /// Replaces `track` by the middle line of `digit` (784 values, 0 paper … 255 ink) in its pixels; widths are relative.
  /// Ink is what is at least `level`.
  package mutating func trace(_ digit: UnsafeBufferPointer<UInt8>, level: UInt8, into track: inout PenTrack) {
    load(digit, level: level)
    measureDepths()
    thin()
    prune()
    collect(into: &track)
    smooth(&track)
  }

  private mutating func load(_ digit: UnsafeBufferPointer<UInt8>, level: UInt8) {
    inked.removeAll(keepingCapacity: true)
    for y in 0..<DigitImage.side {
      for x in 0..<DigitImage.side {
        let shade = digit[y * DigitImage.side + x]
        let pixel = (y + Self.margin) * Self.stride + x + Self.margin
        shades[pixel] = Float(shade)
        isInk[pixel] = shade >= level ? 1 : 0
        if shade >= level { inked.append(pixel) }
      }
    }
  }

  /// Two passes of the 3-4 chamfer distance (Borgefors, 1986).
  private mutating func measureDepths() {
    depths.withUnsafeMutableBufferPointer { depths in
      for pixel in depths.indices { depths[pixel] = 0 }
      for pixel in inked {
        let straight = min(depths[pixel - 1], depths[pixel - Self.stride])
        let diagonal = min(depths[pixel - Self.stride - 1], depths[pixel - Self.stride + 1])
        depths[pixel] = min(straight + 3, diagonal + 4)
      }
      for pixel in inked.reversed() {
        let straight = min(depths[pixel + 1], depths[pixel + Self.stride])
        let diagonal = min(depths[pixel + Self.stride - 1], depths[pixel + Self.stride + 1])
        depths[pixel] = min(depths[pixel], straight + 3, diagonal + 4)
      }
    }
  }

  /// Takes away edge pixels until only lines are left; `inked` keeps what stays.
  private mutating func thin() {
    var pass: UInt8 = 1
    var quiet = 0
    while quiet < 2 {
      doomed.removeAll(keepingCapacity: true)
      for pixel in inked where Self.removable[neighbours(of: pixel)] & pass != 0 { doomed.append(pixel) }
      // One after the other, as two neighbours that may both go would together break a thin line.
      for pixel in doomed where Self.removable[neighbours(of: pixel)] != 0 { isInk[pixel] = 0 }
      let before = inked.count
      inked.removeAll { isInk[$0] == 0 }
      quiet = inked.count == before ? quiet + 1 : 0
      pass = 3 - pass
    }
  }

  /// Takes away twigs shorter than the stroke they grow from is wide: dents of its edge, not strokes.
  private mutating func prune() {
    for end in inked where neighbours(of: end).nonzeroBitCount == 1 {
      var twig = [end]
      var here = end
      while let next = Self.around.map({ here + $0 }).first(where: { isInk[$0] != 0 && !twig.contains($0) }),
        neighbours(of: next).nonzeroBitCount == 2
      {
        twig.append(next)
        here = next
        if twig.count > 4 { break }
      }
      let root = Self.around.map { here + $0 }.first { isInk[$0] != 0 && !twig.contains($0) }
      guard let root, neighbours(of: root).nonzeroBitCount > 2, 3 * twig.count <= depths[root] else { continue }
      for pixel in twig { isInk[pixel] = 0 }
    }
    inked.removeAll { isInk[$0] == 0 }
  }

  private func neighbours(of pixel: Int) -> Int {
    var bits = 0
    for (bit, offset) in Self.around.enumerated() { bits |= Int(isInk[pixel + offset]) << bit }
    return bits
  }

  private static func verdict(_ bits: Int) -> UInt8 {
    let set = (0..<8).map { bits >> $0 & 1 }
    let steps = (0..<8).count { set[$0] == 0 && set[($0 + 1) % 8] == 1 }
    guard (2...6).contains(bits.nonzeroBitCount), steps == 1 else { return 0 }
    // Above, right, below and left are 0, 2, 4 and 6.
    let first: UInt8 = set[0] * set[2] * set[4] == 0 && set[2] * set[4] * set[6] == 0 ? 1 : 0
    let second: UInt8 = set[0] * set[2] * set[6] == 0 && set[0] * set[4] * set[6] == 0 ? 2 : 0
    return first | second
  }

  /// Points at the weighted middle of the ink around each pixel, and links between touching ones.
  private mutating func collect(into track: inout PenTrack) {
    track.removeAll()
    var sum: Float = 0
    for pixel in inked {
      places[pixel] = Int32(track.points.count)
      let radius = max(Float(depths[pixel]) / 3 - 0.5, 0.5)
      sum += radius
      track.points.append(middle(of: pixel))
      track.radii.append(radius)
    }
    let mean = sum / Float(max(inked.count, 1))
    for i in track.radii.indices { track.radii[i] = min(max(track.radii[i] / mean, 0.5), 1.6) }
    for pixel in inked {
      let here = places[pixel]
      // A diagonal link only where no way round the corner exists.
      let right = isInk[pixel + 1] != 0
      let below = isInk[pixel + Self.stride] != 0
      let left = isInk[pixel - 1] != 0
      if right { track.links.append(.init(from: here, to: places[pixel + 1])) }
      if below { track.links.append(.init(from: here, to: places[pixel + Self.stride])) }
      if !below, !right, isInk[pixel + Self.stride + 1] != 0 {
        track.links.append(.init(from: here, to: places[pixel + Self.stride + 1]))
      }
      if !below, !left, isInk[pixel + Self.stride - 1] != 0 {
        track.links.append(.init(from: here, to: places[pixel + Self.stride - 1]))
      }
    }
    if track.links.isEmpty { track.links = track.points.indices.map { .init(from: Int32($0), to: Int32($0)) } }
  }

  private func middle(of pixel: Int) -> Point {
    var (mass, sum) = (Float(0), Point(0, 0))
    for y in -Self.margin...Self.margin {
      for x in -Self.margin...Self.margin {
        let shade = shades[pixel + y * Self.stride + x]
        mass += shade
        sum += shade * Point(Float(x), Float(y))
      }
    }
    let (row, column) = (pixel / Self.stride - Self.margin, pixel % Self.stride - Self.margin)
    return Point(Float(column) + 0.5, Float(row) + 0.5) + sum / mass
  }

  /// Evens out the steps of the pixel grid where a line goes on, and lengthens its ends to where the ink ended.
  private mutating func smooth(_ track: inout PenTrack) {
    let count = track.points.count
    for _ in 0..<6 {
      sums.removeAll(keepingCapacity: true)
      sums.append(contentsOf: repeatElement(SIMD4(repeating: 0), count: count))
      for link in track.links where link.from != link.to {
        let (from, to) = (Int(link.from), Int(link.to))
        sums[from] += Self.packed(track.points[to], track.radii[to])
        sums[to] += Self.packed(track.points[from], track.radii[from])
      }
      for i in 0..<count where sums[i].w > 0 {
        track.radii[i] = 0.5 * track.radii[i] + 0.5 * sums[i].z / sums[i].w
        if sums[i].w == 2 { track.points[i] = 0.5 * track.points[i] + 0.25 * Point(sums[i].x, sums[i].y) }
      }
    }
    for i in 0..<count where sums[i].w == 1 {
      let outward = track.points[i] - Point(sums[i].x, sums[i].y)
      track.points[i] += 1.5 * outward / max(outward.length, 0.1)
    }
  }

  private static func packed(_ point: Point, _ radius: Float) -> SIMD4<Float> {
    SIMD4(point.x, point.y, radius, 1)
  }
}
