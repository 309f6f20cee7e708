import Imaging
import PageSynthesis
import Synthesis

/// How a sample with a number comes about: the page of a `Recipe`, and on it lines of signs in one hand.
struct NumberRecipe {
  /// What a page prints for one digit at a time.
  enum Cells { case none, boxes, comb }

  var page: Recipe
  /// As they are written, from the top; none leaves the page empty.
  var lines: [String]
  /// Where the middle of the lines is, as shares of the page's width and height.
  var center: SIMD2<Float> = [0.5, 0.5]
  /// Between the ink of neighbours, in heights of a digit.
  var gap: Float = 0.16
  /// How far the lines fall, for each unit to the right.
  var slope: Float = 0
  var cells = Cells.none

  init(
    _ name: String, _ lines: String..., on surface: Recipe.Surface = .scan, pen: Pen = .ballpoint,
    ink: Color = Page.black, size: (width: Int, height: Int), digitSize: Float = 0.5,
    as format: FileFormat = .png(.gray),
    spoil: @escaping @Sendable (inout Page) -> Void = { _ in }
  ) {
    page = Recipe(name: name, surface: surface, pen: pen, ink: ink, size: size, digitSize: digitSize, format: format)
    page.spoil = spoil
    self.lines = lines
  }

  func changed(by change: (inout NumberRecipe) -> Void) -> NumberRecipe {
    var recipe = self
    change(&recipe)
    return recipe
  }

  /// The page with all that is written on it, by `hand`.
  func written(by hand: HandStyle, using generator: inout SeededGenerator) -> Page {
    var recipe = self.page
    recipe.spoil = { page in
      page.digitCenter = center
      self.page.spoil(&page)
    }
    var page = recipe.page(using: &generator)
    for (index, line) in lines.enumerated() {
      let offset = (Float(index) - 0.5 * Float(lines.count - 1)) * 1.5
      let line = NumberLayout(line, hand: hand, gap: gap, pitch: cells == .none ? nil : 1.05, using: &generator)
      line.write(on: &page, below: offset, slope: slope, cells: cells, using: &generator)
    }
    return page
  }
}

/// Where the signs of a line stand, in heights of a digit.
private struct NumberLayout {
  private var middles: [(sign: Character, x: Float)] = []
  private var width: Float = 0
  private let pitch: Float?
  private let pen: Float

  init(_ text: String, hand: HandStyle, gap: Float, pitch: Float?, using generator: inout SeededGenerator) {
    (self.pitch, pen) = (pitch, hand.penWidth)
    for sign in text {
      let own = NumberLayout.width(of: sign, hand: hand)
      if !middles.isEmpty, pitch == nil {
        width += sign.isNumber ? gap + generator.uniform(-0.04...0.06) : 0.08
      }
      middles.append((sign, width + (pitch ?? own) / 2))
      width += pitch ?? own
    }
  }

  /// Of the ink, in heights of a digit.
  private static func width(of sign: Character, hand: HandStyle) -> Float {
    guard let digit = sign.wholeNumberValue else { return sign == "-" ? 0.5 : 0.12 }
    var generator = SeededGenerator(seed: 0)
    let side = 48
    let ink = StrokeSynthesizer.draw(digit: digit, style: hand, size: side, using: &generator)
    let columns = (0..<side).filter { x in (0..<side).contains { ink[x, $0] > 100 } }
    return Float((columns.last ?? side) - (columns.first ?? 0) + 1) / Float(side)
  }

  /// Adds the line to `page`, its middle `offset` heights below that of the page's digit.
  func write(
    on page: inout Page, below offset: Float, slope: Float, cells: NumberRecipe.Cells,
    using generator: inout SeededGenerator
  ) {
    let height = page.digitSize
    let scale =
      SIMD2<Float>(repeating: height * Float(min(page.width, page.height)))
      / SIMD2(Float(page.width), Float(page.height))
    let origin = page.digitCenter
    let first = -width / 2
    func place(_ x: Float, _ y: Float) -> SIMD2<Float> {
      origin + SIMD2(first + x, offset + y + slope * (first + x)) * scale
    }
    if let pitch, cells != .none { printCells(cells, pitch: pitch, on: &page, at: place) }
    for (sign, x) in middles {
      if let digit = sign.wholeNumberValue {
        page.neighbours.append(.init(digit: digit, center: place(x, generator.uniform(-0.04...0.04))))
      } else {
        for stroke in NumberLayout.strokes(of: sign) {
          page.marks.append(
            Mark(
              from: place(x + stroke.start.x, stroke.start.y), to: place(x + stroke.end.x, stroke.end.y),
              width: height * pen * (stroke.start == stroke.end ? 1.5 : 1.1), color: page.ink, strength: 0.95))
        }
      }
    }
  }

  /// The strokes of a mark between digits; the line's middle is at 0 and the foot of the digits at 0.5.
  private static func strokes(of sign: Character) -> [(start: SIMD2<Float>, end: SIMD2<Float>)] {
    switch sign {
    case ",": [([0.02, 0.42], [-0.06, 0.64])]
    case "-": [([-0.2, 0.02], [0.2, 0])]
    case "/": [([0.14, -0.5], [-0.14, 0.55])]
    case ":": [([0, -0.15], [0, -0.15]), ([0, 0.35], [0, 0.35])]
    default: [([0, 0.46], [0, 0.46])]
    }
  }

  private func printCells(
    _ cells: NumberRecipe.Cells, pitch: Float, on page: inout Page, at place: (Float, Float) -> SIMD2<Float>
  ) {
    let (top, foot): (Float, Float) = (cells == .boxes ? -0.68 : 0.25, 0.68)
    func line(_ from: SIMD2<Float>, _ to: SIMD2<Float>) {
      page.marks.append(Mark(from: from, to: to, width: 0.012, color: [0.45, 0.5, 0.52]))
    }
    for index in 0...middles.count {
      let x = Float(index) * pitch
      line(place(x, top), place(x, foot))
    }
    line(place(0, foot), place(width, foot))
    if cells == .boxes { line(place(0, top), place(width, top)) }
  }
}
