import Imaging
import PageSynthesis
import Synthesis

/// What lies under the camera when there is no digit.
package enum Surface: String, CaseIterable, Sendable {
  case emptyPage, ruledPaper, squaredPaper, crumpledPaper, shadow, tableCorner, scannerBorder, wood, cloth, coarseNoise
  case pebbles, blurredRoom

  package func picture(width: Int, height: Int, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed, epoch: 0, index: Self.allCases.firstIndex(of: self) ?? 0)
    switch self {
    case .emptyPage, .ruledPaper, .squaredPaper:
      return page(width, height, using: &generator)
    case .pebbles:
      return pebbles(width, height, using: &generator)
    default:
      let noise = generator.uniform(1...4)
      let shade = shade(Float(width), Float(height), using: &generator)
      var image = GrayImage(width: width, height: height)
      for y in 0..<height {
        for x in 0..<width {
          image[x, y] = UInt8(min(255, max(0, shade(Float(x), Float(y)) + noise * generator.normal())))
        }
      }
      return image
    }
  }

  private func page(_ width: Int, _ height: Int, using generator: inout SeededGenerator) -> GrayImage {
    var page = Page(width: width, height: height, using: &generator)
    page.paper.ruling = nil
    if self != .emptyPage {
      page.paper.ruling = Ruling(
        isSquared: self == .squaredPaper, pitch: generator.uniform(0.08...0.4),
        lineWidth: generator.uniform(0.02...0.06), tilt: generator.uniform(-0.06...0.06),
        strength: generator.uniform(0.3...0.9))
    }
    let hand = HandStyle(using: &generator)
    let colors = PageSynthesizer.draw(digit: nil, hand: hand, on: page, using: &generator).samples
    let greens = stride(from: 1, to: colors.count, by: 3).map { colors[$0] }
    return GrayImage(width: width, height: height, pixels: greens)
  }

  /// Discs of all sizes and shades, one over the other.
  private func pebbles(_ width: Int, _ height: Int, using generator: inout SeededGenerator) -> GrayImage {
    var image = GrayImage(width: width, height: height, filledWith: 90)
    for _ in 0..<600 {
      let (middleX, middleY) = (generator.uniform(0...Float(width)), generator.uniform(0...Float(height)))
      let (radius, shade) = (generator.uniform(4...20), generator.uniform(60...220))
      for y in max(0, Int(middleY - radius))..<min(height, Int(middleY + radius) + 1) {
        for x in max(0, Int(middleX - radius))..<min(width, Int(middleX + radius) + 1) {
          let (right, down) = (Float(x) - middleX, Float(y) - middleY)
          let distance = (right * right + down * down).squareRoot()
          if distance < radius { image[x, y] = UInt8(shade * (1 - 0.4 * distance / radius)) }
        }
      }
    }
    return image
  }

  /// The shade of each point, 0 … 255, but for the camera's noise.
  private func shade(
    _ width: Float, _ height: Float, using generator: inout SeededGenerator
  ) -> (Float, Float) -> Float {
    let side = min(width, height)
    let clouds = Clouds(using: &generator)
    let (x0, y0) = (generator.uniform(0.2...0.8) * width, generator.uniform(0.2...0.8) * height)
    let turn = SIMD2(generator.normal(), generator.normal())
    let normal = turn / max(0.01, (turn * turn).sum().squareRoot())
    let (paper, table) = (generator.uniform(170...245), generator.uniform(40...140))
    let borders = (0..<4).map { _ in generator.unit() < 0.6 ? generator.uniform(0.02...0.1) * side : 0 }
    switch self {
    case .crumpledPaper:
      let facets = (0..<25).map { _ in
        (x: generator.uniform(0...width), y: generator.uniform(0...height), shade: generator.uniform(-12...12))
      }
      return { x, y in
        let nearest = facets.min { hypot2($0.x - x, $0.y - y) < hypot2($1.x - x, $1.y - y) }
        return 215 + (nearest?.shade ?? 0) + 10 * clouds[x / side * 6, y / side * 6]
      }
    case .shadow:
      return { x, y in
        let distance = ((x - x0) * normal.x + (y - y0) * normal.y) / side
        return paper * (0.65 + 0.35 * min(1, max(0, distance * 6)))
      }
    case .tableCorner:
      return { x, y in
        let (along, across) =
          (x - x0) * normal.x + (y - y0) * normal.y > 0
          ? (true, (x - x0) * -normal.y + (y - y0) * normal.x > 0) : (false, false)
        return along && across ? table + 20 * clouds[x / 7, y / 7] : paper
      }
    case .scannerBorder:
      return { x, y in
        let isInside = x > borders[0] && y > borders[1] && x < width - borders[2] && y < height - borders[3]
        return isInside ? paper : 15
      }
    case .wood:
      return { x, y in 150 + 35 * clouds[x / side * 40, y / side * 2] + 25 * clouds[x / side * 8, y / side] - 30 }
    case .cloth:
      return { x, y in (Int(x / 3) + Int(y / 3)).isMultiple(of: 2) ? table + 30 + 8 * clouds[x, y] : table }
    case .coarseNoise:
      return { x, y in 100 + 110 * clouds[x / 3, y / 3] }
    default:
      return { x, y in 60 + 150 * clouds[x / side * 5, y / side * 5] }
    }
  }
}

private func hypot2(_ x: Float, _ y: Float) -> Float { x * x + y * y }

/// Smooth random heights, 0 … 1, with hills one unit apart.
private struct Clouds {
  private let heights: [Float]

  init(using generator: inout SeededGenerator) {
    heights = (0..<64 * 64).map { _ in generator.unit() }
  }

  subscript(x: Float, y: Float) -> Float {
    let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    let (right, down) = (x - Float(column), y - Float(row))
    func height(_ column: Int, _ row: Int) -> Float { heights[(row & 63) * 64 + (column & 63)] }
    let upper = height(column, row) + right * (height(column + 1, row) - height(column, row))
    let lower = height(column, row + 1) + right * (height(column + 1, row + 1) - height(column, row + 1))
    return upper + down * (lower - upper)
  }
}
