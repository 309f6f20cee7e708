import Imaging

/// Draws digits as a hand does: the pen's path along a form of the digit, bent and shaken, then inked.
public enum StrokeSynthesizer {
  /// Draws `digit` (0 … 9) as large as fits into a square of `size` pixels.
  ///
  /// Returns how much ink covers each pixel: 0 paper … 255 ink, the other way round from a scan. The same arguments
  /// and generator state give the same picture.
  public static func draw(
    digit: Int,
    style: HandStyle,
    size: Int,
    using generator: inout SeededGenerator
  ) -> GrayImage {
    precondition((0...9).contains(digit))
    let style = style.adapted(to: style.form(of: digit))
    return draw(style.strokes(of: digit), style: style, size: size, using: &generator)
  }

  /// Draws any strokes, one unit tall.
  static func draw(
    _ strokes: [DigitForm.Stroke], style: HandStyle, size: Int, using generator: inout SeededGenerator
  ) -> GrayImage {
    precondition(size >= 8)
    let spacing = spacing(of: strokes)
    var paths = strokes.map { stroke in
      PenPath(
        stroke.jittered(by: style.variation, using: &generator), style: style, spacing: spacing, using: &generator)
    }
    paths = paths.map { $0.shaped(by: style) }
    fit(&paths, penWidth: style.penWidth, into: Float(size))
    var ink = InkLayer(size: size, pen: style.pen, penWidth: style.penWidth * Float(size))
    for path in paths { ink.add(path) }
    return ink.image(using: &generator)
  }

  /// The distance between points of the path, as fine as the pixels need: several digits side by side are drawn
  /// smaller.
  private static func spacing(of strokes: [DigitForm.Stroke]) -> Float {
    let xs = strokes.lazy.flatMap { $0.runs.lazy.joined() }.map(\.x)
    let width = (xs.max() ?? 1) - (xs.min() ?? 0)
    return PenPath.finestSpacing * min(max(width / 1.2, 1), 4)
  }

  /// Scales and centres the inked paths so that all of their ink, and its soft edge, lies inside the square.
  private static func fit(_ paths: inout [PenPath], penWidth: Float, into size: Float) {
    let path = Bounds(paths, withInk: false).size
    // The pen's width w is a share f of the inked height, which is the path's height h and w: w = f h / (1 − f). What
    // lies flat is taken to be as tall as digits of its width are.
    let penScale = max(path.y, 0.6 * path.x) / (1 - penWidth)
    for i in paths.indices { paths[i].radii = paths[i].radii.map { $0 * penScale } }
    let box = Bounds(paths, withInk: true)
    let margin = 1 + 0.02 * size
    let scale = (size - 2 * margin) / max(box.size.x, box.size.y)
    let middle = Point(size / 2, size / 2) - (box.low + box.size / 2) * scale
    for i in paths.indices {
      paths[i].points = paths[i].points.map { $0 * scale + middle }
      paths[i].radii = paths[i].radii.map { $0 * scale }
    }
  }
}

extension PenPath {
  /// Width, slant and turn of the hand, about the middle of the form.
  fileprivate func shaped(by style: HandStyle) -> PenPath {
    var shaped = self
    shaped.points = points.map { point in
      let x = (point.x - 0.3) * style.aspect - style.slant * (point.y - 0.5)
      let y = point.y - 0.5
      // First order in the angle, which is small.
      return Point(x - style.turn * y, y + style.turn * x)
    }
    return shaped
  }
}

extension Bounds {
  /// Around some paths, with or without the width of their ink.
  fileprivate init(_ paths: [PenPath], withInk: Bool) {
    self.init()
    for path in paths {
      for (point, radius) in zip(path.points, path.radii) { include(point, reach: withInk ? radius : 0) }
    }
  }
}
