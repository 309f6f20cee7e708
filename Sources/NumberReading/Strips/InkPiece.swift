import ImageIngestion
import Imaging

/// A connected piece of ink: a digit, several that touch, a part of one, or something else.
struct InkPiece {
  /// Around all of it, in pixels of the picture that was searched.
  let box: PixelBox
  /// Number of pixels, and the sum of their contrast.
  let area, contrastSum: Int
  /// The boxes of its ink in columns of equal width, from left to right: one for a digit, more for digits that touch. A
  /// line that rises is as high in each of them as its digits are, however long it is.
  let slices: [PixelBox]
  /// The usual height of its slices.
  let height: Int

  /// Pieces that are wider than this share of their height may be several digits.
  private static let widest: Float = 1.5
  /// The width of a slice, as a share of the height.
  private static let sliceWidth: Float = 0.8
  private static let mostSlices = 12

  /// `component` was found in a part of the picture whose corner is at (`x`, `y`).
  init(_ component: InkComponent, x: Int = 0, y: Int = 0) {
    box = component.box.moved(right: x, down: y)
    (area, contrastSum) = (component.area, component.contrastSum)
    slices = Self.slices(of: component).map { $0.moved(right: x, down: y) }
    height = slices.map(\.height).sorted()[slices.count / 2]
  }

  private static func slices(of component: InkComponent) -> [PixelBox] {
    let box = component.box
    let ratio = Float(box.width) / Float(box.height)
    guard ratio > widest else { return [box] }
    let count = min(mostSlices, box.width, Int((ratio / sliceWidth).rounded()))
    var rows = [ClosedRange<Int>?](repeating: nil, count: count)
    for run in component.runs {
      let (first, last) = ((run.start - box.x) * count / box.width, (run.end - 1 - box.x) * count / box.width)
      for slice in first...last { rows[slice] = (rows[slice]?.lowerBound ?? run.y)...run.y }
    }
    return rows.enumerated().compactMap { slice, rows in
      rows.map { rows in
        let (left, right) = (slice * box.width / count, (slice + 1) * box.width / count)
        return PixelBox(x: box.x + left, y: rows.lowerBound, width: right - left, height: rows.count)
      }
    }
  }

  /// Mean contrast, 0 … 255.
  var meanContrast: Float { Float(contrastSum) / Float(area) }

  /// Whether the piece is a bar or a flat line.
  var isFlat: Bool { box.width > 3 * height }
  /// Whether the piece is an upright stroke.
  var isBar: Bool { 3 * box.width <= box.height }
}
