import Imaging

/// The printed box around a digit: straight lines along at least two sides of the picture, perhaps a little tilted.
package struct BoxBorder {
  /// How far from its side a line may lie, and how far it may drift over its length, as shares of the picture.
  private static let reach: Float = 0.22
  private static let drift: Float = 0.08
  /// The share of its length that must be ink.
  private static let coverage: Float = 0.85

  private enum Side: CaseIterable {
    case left, right, top, bottom
  }

  /// Where a line runs, counted inwards from its side: at `offset` where it starts and `offset + drift` where it ends.
  private struct Line {
    var offset: Int
    var drift: Int
    var length: Int

    func position(at step: Int) -> Int { offset + drift * step / max(1, length - 1) }
  }

  /// The contrast without a printed box and all that lies outside it; nil where there is no box. A line along one side
  /// alone is more likely the bar of a 7 that fills its cut-out.
  package static func removed(from contrast: GrayImage, threshold: Int) -> GrayImage? {
    let lines = Side.allCases.map { (side: $0, line: line(along: $0, in: contrast, threshold: threshold)) }
    guard lines.filter({ $0.line != nil }).count >= 2 else { return nil }
    var inner = contrast
    for case (let side, let line?) in lines {
      for step in 0..<line.length {
        for depth in 0...line.position(at: step) {
          let (x, y) = pixel(side, step: step, depth: depth, in: contrast)
          inner[x, y] = 0
        }
      }
    }
    return inner
  }

  /// The innermost line along a side.
  private static func line(along side: Side, in contrast: GrayImage, threshold: Int) -> Line? {
    let isUpright = side == .left || side == .right
    let (length, depth) = isUpright ? (contrast.height, contrast.width) : (contrast.width, contrast.height)
    let (reach, drift) = (Int(Float(depth) * reach), Int(Float(depth) * drift))
    for offset in stride(from: reach, through: 0, by: -1) {
      for drift in -drift...drift where offset + drift >= 0 {
        let line = Line(offset: offset, drift: drift, length: length)
        let isInk = { (step: Int) -> Bool in
          let (x, y) = pixel(side, step: step, depth: line.position(at: step), in: contrast)
          return Int(contrast[x, y]) >= threshold
        }
        guard has(coverage, in: 0..<length, isInk) else { continue }
        // A box's side runs from corner to corner; that of a 0 that fills its cut-out does not.
        let end = max(1, length / 8)
        if has(0.5, in: 0..<end, isInk), has(0.5, in: length - end..<length, isInk) {
          // What reaches that far in is no line but the stem of a 1 that fills its cut-out.
          guard offset < reach else { return nil }
          // One more pixel belongs to the line's soft edge.
          return Line(offset: offset + 1, drift: drift, length: length)
        }
      }
    }
    return nil
  }

  /// Whether at least `share` of `steps` are ink; most lines are given up after a few steps.
  private static func has(_ share: Float, in steps: Range<Int>, _ isInk: (Int) -> Bool) -> Bool {
    let mostMisses = Float(steps.count) * (1 - share)
    var misses: Float = 0
    for step in steps where !isInk(step) {
      misses += 1
      if misses > mostMisses { return false }
    }
    return true
  }

  private static func pixel(_ side: Side, step: Int, depth: Int, in image: GrayImage) -> (x: Int, y: Int) {
    switch side {
    case .left: (depth, step)
    case .right: (image.width - 1 - depth, step)
    case .top: (step, depth)
    case .bottom: (step, image.height - 1 - depth)
    }
  }
}
