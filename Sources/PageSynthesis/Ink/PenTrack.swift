import Imaging
import Platform
import Synthesis

/// Where a pen went, as points with a width at each and links between them. The memory is reused.
package struct PenTrack: Sendable {
  /// Places of the pen's middle.
  package var points: [Point] = []
  /// Half the width at each point; in hand-written tracks relative to the mean until `widen`.
  package var radii: [Float] = []
  /// Pairs of points between which there is ink.
  var links: [Link] = []

  struct Link: Sendable {
    var from, to: Int32
  }

  /// A track without points.
  package init() {}

  /// Whether the track has no points.
  package var isEmpty: Bool { points.isEmpty }

  /// Empties the track and keeps its memory.
  package mutating func removeAll() {
    points.removeAll(keepingCapacity: true)
    radii.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
  }

  /// Adds a point and, unless it begins a line, a link to the point before.
  package mutating func add(_ point: SIMD2<Float>, radius: Float, isStart: Bool) {
    points.append(point)
    radii.append(radius)
    let last = Int32(points.count - 1)
    if !isStart { links.append(Link(from: last - 1, to: last)) }
  }

  /// Becomes the barest 1, an upright stroke 1 high.
  mutating func setToStroke() {
    removeAll()
    addLine(from: [0, 0], to: [0, 1], radius: 1, piece: 0.25)
  }

  /// A straight line in short pieces, which keeps the pieces' boxes small where it is tilted.
  package mutating func addLine(from start: Point, to end: Point, radius: Float, piece: Float = 12) {
    let count = min(max(Int((end - start).length / piece), 1), 64)
    for i in 0...count {
      add(start + (end - start) * (Float(i) / Float(count)), radius: radius, isStart: i == 0)
    }
  }

  /// Dashes of `dash` pixels with gaps of `gap`.
  package mutating func addDashes(from start: Point, to end: Point, radius: Float, dash: Float, gap: Float) {
    let length = (end - start).length
    guard length > 0 else { return }
    let direction = (end - start) / length
    var place: Float = 0
    while place < length {
      addLine(from: start + place * direction, to: start + min(place + dash, length) * direction, radius: radius)
      place += dash + gap
    }
  }

  /// Around the points, without the pen's width.
  package var box: Bounds {
    var box = Bounds()
    for point in points { box.include(point) }
    return box
  }

  /// Around the ink.
  package var inkBox: Bounds {
    var box = Bounds()
    for (point, radius) in zip(points, radii) { box.include(point, reach: radius) }
    return box
  }

  /// The height at which most of the ink runs level: the bar of a 4, the hat of a 5, the foot of a 2.
  package var barHeight: Float {
    let box = box
    let step = max(box.size.y, 1e-3) / 16
    var lengths = [Float](repeating: 0, count: 17)
    for link in links {
      let (from, to) = (points[Int(link.from)], points[Int(link.to)])
      let run = abs(to.x - from.x)
      guard run > 2 * abs(to.y - from.y) else { continue }
      lengths[Int(((from.y + to.y) / 2 - box.low.y) / step)] += run
    }
    let longest = lengths.indices.max { lengths[$0] < lengths[$1] } ?? 0
    return box.low.y + (Float(longest) + 0.5) * step
  }

  /// Turns relative widths into those of a pen `width` pixels wide.
  package mutating func widen(to width: Float) {
    for i in radii.indices { radii[i] *= width / 2 }
  }

  /// Moves every point.
  package mutating func move(by offset: Point) {
    for i in points.indices { points[i] += offset }
  }

  /// Every point becomes (xx·x + xy·y, yx·x + yy·y).
  package mutating func transform(xx: Float, xy: Float, yx: Float, yy: Float) {
    for i in points.indices {
      let point = points[i]
      points[i] = Point(xx * point.x + xy * point.y, yx * point.x + yy * point.y)
    }
  }

  /// Turns the track about the origin, clockwise.
  package mutating func rotate(by radians: Float) {
    let (cosine, sine) = (cos(radians), sin(radians))
    transform(xx: cosine, xy: -sine, yx: sine, yy: cosine)
  }
}

/// How a hand-written sign leans: width relative to height, shear and turn.
struct Pose: Sendable {
  var aspect: Float
  var shear: Float
  /// Radians.
  var turn: Float

  init(using generator: inout SeededGenerator) {
    aspect = generator.uniform(0.75...1.3)
    shear = generator.around(0.25)
    turn = generator.around(12 * .pi / 180)
  }
}

extension PenTrack {
  mutating func take(_ pose: Pose) {
    let (cosine, sine) = (cos(pose.turn), sin(pose.turn))
    transform(
      xx: cosine * pose.aspect, xy: -cosine * pose.shear - sine, yx: sine * pose.aspect,
      yy: cosine - sine * pose.shear)
  }

  /// Enlarges the path so that its ink, drawn by a pen `penWidth` wide, just fits `size`; then moves its middle to
  /// `center`, and gives it the pen's width.
  package mutating func fit(into size: Point, center: Point, penWidth: Float) {
    let extent = pointwiseMax(box.size, Point(repeating: 1e-3))
    let room = pointwiseMax(size - Point(repeating: penWidth), Point(repeating: 0.5))
    scale(by: Point(repeating: (room / extent).min()), center: center, penWidth: penWidth)
  }

  /// Enlarges the path as `fit` does, but lets each axis fill `size` as long as the two scales differ by less than a
  /// factor of `freedom`.
  mutating func fill(_ size: Point, center: Point, penWidth: Float, freedom: Float) {
    let extent = pointwiseMax(box.size, Point(repeating: 1e-3))
    let room = pointwiseMax(size - Point(repeating: penWidth), Point(repeating: 0.5))
    let scales = room / extent
    let most = scales.min() * freedom
    scale(by: pointwiseMin(scales, Point(repeating: most)), center: center, penWidth: penWidth)
  }

  private mutating func scale(by scales: Point, center: Point, penWidth: Float) {
    let middle = box.center
    for i in points.indices { points[i] = (points[i] - middle) * scales + center }
    widen(to: penWidth)
  }
}
