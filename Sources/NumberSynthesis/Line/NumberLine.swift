import Imaging
import PageSynthesis
import Synthesis

/// Signs on a line: one track of all ink, and the part of it that each sign is. Until `place`, in heights of a digit,
/// with the line at 0. The memory is reused.
struct NumberLine: Sendable {
  /// The ink of one sign.
  struct Part: Sendable {
    /// What it is; nil for ink that has no label.
    var sign: NumberSign?
    /// Its points in the track.
    var points: Range<Int>
  }

  /// All ink; widths are relative until `place`.
  private(set) var track = PenTrack()
  private(set) var parts: [Part] = []
  /// The middles of the cells, where digits stand in cells.
  private(set) var cells: [Float] = []
  private var profile = InkProfile()
  /// The right end of the ink so far.
  private var right: Float = 0
  /// The last sign's middle, at which height it is does not matter.
  private var lastMiddle: Float = -.infinity
  private var wasNarrow = false
  /// Whether one of the last two signs is a mere stroke: joined to its neighbour it would be another sign.
  private(set) var hasNarrowPair = false

  var width: Float { max(right, 0.05) }
  var isEmpty: Bool { parts.isEmpty }

  mutating func removeAll() {
    track.removeAll()
    parts.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    (profile, right, lastMiddle, wasNarrow) = (InkProfile(), 0, -.infinity, false)
  }

  /// Adds `sign` behind the last one, `gap` from it; with `traits` as far as these allow.
  mutating func append(_ ink: PenTrack, as sign: NumberSign?, gap: Float, _ traits: LineTraits, pen: Float) {
    guard !ink.isEmpty else { return }
    let (box, own) = (ink.box, InkProfile(ink))
    var offset = right - box.low.x
    let middle = box.center.x + traits.slant * -box.center.y
    let isNarrow = box.size.x < 0.3
    if !isEmpty {
      let free = min(profile.distance(to: own) + offset, 1)
      // Sticks that touch a neighbour would be a part of it.
      let least = isNarrow || wasNarrow ? pen + 0.05 : -traits.crossing
      offset += max(traits.isKerned ? gap + pen - free : gap + pen, least - free, -0.5)
      offset = max(offset, lastMiddle + 0.14 - middle)
      if let pitch = traits.pitch, sign?.digit != nil {
        offset = max(offset, (cells.last ?? 0) + pitch - box.center.x)
      }
    }
    if sign?.digit != nil, traits.pitch != nil { cells.append(offset + box.center.x) }
    let first = track.points.count
    track.append(ink)
    for i in first..<track.points.count { track.points[i].x += offset }
    parts.append(Part(sign: sign, points: first..<track.points.count))
    profile.include(own, movedBy: offset)
    right = max(right, box.high.x + offset)
    lastMiddle = middle + offset
    (hasNarrowPair, wasNarrow) = (isNarrow || wasNarrow, isNarrow)
  }

  /// Joins the last two signs by a stroke that belongs to neither.
  mutating func join(using generator: inout SeededGenerator) {
    guard parts.count > 1 else { return }
    let isHigh = generator.happens(0.4)
    // From the right end of the one to the left end of the other, both high up or from low to high.
    let from = end(of: parts[parts.count - 2], toward: 1) { isHigh ? $0 < -0.6 : $0 > -0.5 }
    let to = end(of: parts[parts.count - 1], toward: -1) { $0 < -0.4 }
    guard let from, let to, to.x > from.x - 0.3, (to - from).length < 1.1 else { return }
    let sag = Point(0, generator.uniform(-0.06...0.16))
    let middle = (from + to) / 2 + sag
    track.add(from, radius: 0.9, isStart: true)
    track.add((from + middle) / 2 + 0.25 * sag, radius: 0.8, isStart: false)
    track.add(middle, radius: 0.8, isStart: false)
    track.add((to + middle) / 2 + 0.25 * sag, radius: 0.8, isStart: false)
    track.add(to, radius: 0.9, isStart: false)
  }

  private func end(of part: Part, toward direction: Float, where isAllowed: (Float) -> Bool) -> Point? {
    var end: Point?
    for i in part.points {
      let point = track.points[i]
      guard isAllowed(point.y), end.map({ direction * (point.x - $0.x) > 0 }) ?? true else { continue }
      end = point
    }
    return end
  }

  /// Brings the line to its size, in pixels of `frame`; the height is in pixels of the finished strip, and the line's
  /// middle comes to 0.
  mutating func place(height: Float, _ traits: LineTraits, penWidth: Float, in frame: PageFrame) {
    track.transform(xx: 1, xy: -traits.slant, yx: traits.slope, yy: 1)
    let scale = height * frame.scale
    track.transform(xx: scale.x, xy: 0, yx: 0, yy: scale.y)
    track.move(by: -track.box.center)
    track.widen(to: penWidth * frame.unit)
  }

  mutating func move(by offset: Point) { track.move(by: offset) }

  /// Adds all signs that are seen in `frame` to `signs`, in pixels of the finished strip: one of which less than three
  /// fifths is seen is junk, and one of which less than a quarter is seen is none.
  func addSigns(to signs: inout [PlacedSign], in frame: PageFrame) {
    for part in parts {
      guard let sign = part.sign else { continue }
      var box = Bounds()
      var seen: Float = 0
      for i in part.points {
        let point = track.points[i]
        box.include(point, reach: max(track.radii[i], 0.5))
        if point.x >= 0, point.y >= 0, point.x < frame.size.x, point.y < frame.size.y { seen += 1 }
      }
      let share = seen / Float(part.points.count)
      guard share >= 0.25 else { continue }
      let placed = PlacedSign(share < 0.6 ? .junk : sign, around: box, in: frame)
      // The rest of a point is no sign of anything.
      if sign.digit == nil, placed.area < 0.6 * box.area / (frame.scale.x * frame.scale.y) { continue }
      signs.append(placed)
    }
  }
}

extension Bounds {
  fileprivate var area: Float { size.x * size.y }
}

extension PlacedSign {
  fileprivate var area: Float { (right - left) * (bottom - top) }

  /// The part of `box` (in pixels of `frame`) that the finished strip shows.
  init(_ sign: NumberSign, around box: Bounds, in frame: PageFrame) {
    let low = pointwiseMax(box.low / frame.scale, Point(0, 0))
    let high = pointwiseMin(box.high / frame.scale, frame.finished)
    self.init(sign, left: low.x, top: low.y, right: high.x, bottom: high.y)
  }
}
