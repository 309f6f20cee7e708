import Imaging
import Platform

/// Pieces of ink that lie in a row, as those of a number do.
struct TextLine {
  /// From left to right.
  private(set) var pieces: [InkPiece]
  /// Smaller marks in the line's rows, such as points and commas.
  private var marks: [InkPiece] = []

  /// What stands in a row: heights as shares of the line's own, and distances in line heights.
  private enum Limits {
    static let heights: ClosedRange<Float> = 0.4...1.9
    /// Between the first two digits; later ones stand no further apart than `wider` times the usual gap, or `near`.
    static let gap: Float = 2.2
    static let near: Float = 1.1
    static let wider: Float = 1.8
    static let offset: Float = 0.4
    /// The rise of a line per pixel, 17°, and up to which rise it counts as level.
    static let steepest: Float = 0.3
    static let level: Float = 0.035
    /// The length from which on the line's own rise is known.
    static let sureLength: Float = 2.2
    /// A line's lowest and highest ink is looked for in so many heights; beyond are strokes of other things.
    static let tallest: Float = 1.9
    /// Smaller marks beside the line that belong to it.
    static let markGap: Float = 0.6
  }

  /// The line around `seed`, of pieces of `others` that are not taken.
  init(around seed: InkPiece, among others: [InkPiece], taken: inout [Bool]) {
    pieces = [seed]
    var isGrowing = true
    while isGrowing {
      let (height, slope) = (height, slope)
      isGrowing = false
      for end in [pieces[pieces.count - 1], pieces[0]] {
        let isRight = end.box == pieces[pieces.count - 1].box
        let next = others.indices.filter { !taken[$0] && fits(others[$0], end, isRight, height, slope) }
          .min { others[$0].box.gapAcross(to: end.box) < others[$1].box.gapAcross(to: end.box) }
        guard let next else { continue }
        taken[next] = true
        pieces.append(others[next])
        pieces.sort { $0.box.middleX < $1.box.middleX }
        isGrowing = true
        break
      }
    }
  }

  /// Whether a piece stands beside an end of the line, and in its row.
  private func fits(_ piece: InkPiece, _ end: InkPiece, _ isRight: Bool, _ height: Float, _ slope: Float?) -> Bool {
    guard Limits.heights ~= Float(piece.height) / height, !piece.isFlat else { return false }
    let distance = Float(piece.box.middleX - end.box.middleX)
    let isAtEnd = pieces.count == 1 || isRight == (distance > 0)
    guard distance != 0, isAtEnd else { return false }
    let isRight = distance > 0
    guard Float(piece.box.gapAcross(to: end.box)) <= widestGap(height) else { return false }
    let (here, there) =
      isRight
      ? (end.slices[end.slices.count - 1], piece.slices[0])
      : (end.slices[0], piece.slices[piece.slices.count - 1])
    let run = Float(there.middleX - here.middleX)
    let drift = Float(there.middleY - here.middleY) - (slope ?? 0) * run
    let freedom = slope == nil ? 0.2 * min(abs(run), 1.5 * height) : 0
    return abs(drift) <= Limits.offset * height + freedom
  }

  private func widestGap(_ height: Float) -> Float {
    guard pieces.count > 1 else { return Limits.gap * height }
    let gaps = zip(pieces, pieces.dropFirst()).map { Float($0.box.gapAcross(to: $1.box)) }.sorted()
    return min(Limits.gap * height, max(Limits.near * height, Limits.wider * gaps[gaps.count / 2]))
  }

  /// Whether all of it are upright bars.
  var isBars: Bool { pieces.allSatisfy(\.isBar) }

  /// Takes the pieces of `other`, which stands in the same row.
  mutating func add(_ other: TextLine) {
    pieces = (pieces + other.pieces).sorted { $0.box.middleX < $1.box.middleX }
  }

  /// The usual height of its digits, in pixels: that of the larger pieces, for some pieces are parts of digits.
  var height: Float {
    let heights = pieces.flatMap { $0.slices.map(\.height) }.sorted()
    return Float(heights[heights.count * 3 / 5])
  }

  /// Around all pieces.
  var box: PixelBox { pieces.dropFirst().reduce(pieces[0].box) { $0.union($1.box) } }
  /// How much ink the line has.
  var weight: Float { Float(pieces.reduce(0) { $0 + $1.contrastSum }) }
  /// 0 … 255.
  var meanContrast: Float { weight / Float(pieces.reduce(0) { $0 + $1.area }) }

  /// Slices of a digit's height.
  private var slices: [PixelBox] {
    let least = 0.55 * height
    return pieces.flatMap(\.slices).filter { Float($0.height) >= least }
  }

  /// How many rows the line goes down for each column; nil where it is too short to tell. A tall digit at one end moves the
  /// upper and the lower edge of the line apart, but does not turn it.
  private var slope: Float? {
    let boxes = slices
    let columns = boxes.map(\.middle.x)
    guard boxes.count > 2, let first = columns.min(), let last = columns.max(),
      last - first >= Limits.sureLength * height
    else { return nil }
    let upper = Self.slope(zip(columns, boxes.map { Float($0.y) }).map { $0 })
    let lower = Self.slope(zip(columns, boxes.map { Float($0.maxY) }).map { $0 })
    guard upper * lower > 0 else { return 0 }
    let (least, most) = (min(abs(upper), abs(lower)), max(abs(upper), abs(lower)))
    let slope = 2 * least >= most ? (least + most) / 2 : least
    return min(Limits.steepest, slope) * (upper < 0 ? -1 : 1)
  }

  /// By least squares.
  private static func slope(_ points: [(x: Float, y: Float)]) -> Float {
    let count = Float(points.count)
    let (meanX, meanY) = (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
    let spread = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    return points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / max(spread, 1)
  }

  /// Adds smaller marks within the line's rows and close to it, such as points and commas.
  mutating func addMarks(_ others: [InkPiece], taken: inout [Bool]) {
    let extent = extent
    let reach = Limits.markGap * height
    for (index, piece) in others.enumerated() where !taken[index] {
      let middle = extent.turned(piece.box.middle)
      guard middle.x > extent.left - reach, middle.x < extent.right + reach,
        middle.y > extent.top, middle.y < extent.bottom + 0.2 * height, Float(piece.height) < 1.2 * height
      else { continue }
      taken[index] = true
      marks.append(piece)
    }
  }

  /// Where the line's ink lies, in the directions of its own rows and columns.
  struct Extent {
    var angle: Float
    var left, right, top, bottom: Float

    /// A point of the picture along the line's rows and columns.
    func turned(_ point: (x: Float, y: Float)) -> (x: Float, y: Float) {
      (point.x * cos(angle) + point.y * sin(angle), point.y * cos(angle) - point.x * sin(angle))
    }

    /// The point of the picture for one along the line's rows and columns.
    func inPicture(_ point: (x: Float, y: Float)) -> (x: Float, y: Float) {
      (point.x * cos(angle) - point.y * sin(angle), point.x * sin(angle) + point.y * cos(angle))
    }
  }

  /// Rows by the slices of a digit's height, columns by all pieces.
  var extent: Extent {
    let slope = slope ?? 0
    var extent = Extent(angle: abs(slope) < Limits.level ? 0 : atan(slope), left: 0, right: 0, top: 0, bottom: 0)
    let boxes = slices
    let tops = boxes.map { extent.turned(($0.middle.x, Float($0.y))).y }
    let bottoms = boxes.map { extent.turned(($0.middle.x, Float($0.maxY))).y }
    let middle = zip(tops, bottoms).map { ($0 + $1) / 2 }.sorted()[boxes.count / 2]
    let most = Limits.tallest / 2 * height
    extent.top = max(tops.min() ?? 0, middle - most)
    extent.bottom = min(bottoms.max() ?? 0, middle + most)
    let all = (pieces + marks).map(\.box)
    extent.left = all.map { extent.turned((Float($0.x), $0.middle.y)).x }.min() ?? 0
    extent.right = all.map { extent.turned((Float($0.maxX), $0.middle.y)).x }.max() ?? 0
    return extent
  }
}

extension PixelBox {
  fileprivate var middle: (x: Float, y: Float) { (Float(x) + Float(width) / 2, Float(y) + Float(height) / 2) }

  /// Empty columns between two boxes; negative where they share some.
  fileprivate func gapAcross(to other: PixelBox) -> Int { max(x - other.maxX, other.x - maxX) }
}
