import Imaging

/// Chooses which of the components are the digit: the strongest near the middle, and the fragments that belong to it.
struct ComponentSelection {
  let width: Int
  let height: Int

  /// Indices into `components`, the main one first; empty where none is large enough.
  func digit(among components: [InkComponent]) -> [Int] {
    let smallest = max(3, width * height / 4000)
    let scored = components.indices.filter { components[$0].area >= smallest }
      .map { (index: $0, score: score(of: components[$0])) }
    guard let main = scored.max(by: { $0.score < $1.score }), main.score > 0 else { return [] }
    var chosen = [main.index]
    var box = components[main.index].box
    // Nearest fragments first, so that what they bring closer can follow.
    let others = scored.map(\.index).filter { $0 != main.index }
      .sorted { components[$0].box.gap(to: box) < components[$1].box.gap(to: box) }
    for index in others where belongs(components[index], to: components[main.index], box: box) {
      chosen.append(index)
      box = box.union(components[index].box)
    }
    return chosen
  }

  /// Strength times centrality; what runs along the frame is a box border, a page edge or a neighbour.
  private func score(of component: InkComponent) -> Float {
    let (halfWidth, halfHeight) = (Float(width) / 2, Float(height) / 2)
    let offX = (Float(component.box.x) + Float(component.box.width) / 2 - halfWidth) / halfWidth
    let offY = (Float(component.box.y) + Float(component.box.height) / 2 - halfHeight) / halfHeight
    let distance = ((offX * offX + offY * offY) / 2).squareRoot()
    let centrality = 1 - 0.8 * distance
    let inside = max(0.05, 1 - shareAlongFrame(of: component))
    return Float(component.contrastSum) * centrality * centrality * inside * inside
  }

  private func belongs(_ fragment: InkComponent, to main: InkComponent, box: PixelBox) -> Bool {
    let reach = max(box.longestSide * 2 / 5, 2)
    return fragment.box.gap(to: box) <= reach
      && fragment.box.longestSide * 2 <= main.box.longestSide * 3
      && fragment.meanContrast >= 0.6 * main.meanContrast
      && fragment.area * 60 >= main.area
      && shareAlongFrame(of: fragment) < 0.35
  }

  /// The share of a component's pixels in the outer 8 % of the picture.
  private func shareAlongFrame(of component: InkComponent) -> Float {
    let (bandX, bandY) = (max(1, width * 2 / 25), max(1, height * 2 / 25))
    var inBand = 0
    for run in component.runs {
      if run.y < bandY || run.y >= height - bandY {
        inBand += run.end - run.start
      } else {
        inBand += max(0, min(run.end, bandX) - run.start) + max(0, run.end - max(run.start, width - bandX))
      }
    }
    return Float(inBand) / Float(component.area)
  }
}
