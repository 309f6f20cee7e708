import Imaging

/// Chooses which of the components are the digit: the strongest near the middle, and the fragments that belong to it.
struct ComponentSelection {
  let width: Int
  let height: Int

  /// How the components of a picture are shared out; specks are in neither.
  struct Choice {
    /// The digit's, the main one first.
    var digit: [InkComponent]
    var leftOver: [InkComponent] = []
  }

  /// nil where no component is large enough.
  func choice(among components: [InkComponent]) -> Choice? {
    let smallest = max(3, width * height / 4000)
    let scored = components.indices.filter { components[$0].area >= smallest }
      .map { (index: $0, score: score(of: components[$0])) }
    guard let best = scored.max(by: { $0.score < $1.score }), best.score > 0 else { return nil }
    let main = components[best.index]
    var choice = Choice(digit: [main])
    var box = main.box
    // Nearest fragments first, so that what they bring closer can follow.
    let others = scored.map(\.index).filter { $0 != best.index }
      .sorted { components[$0].box.gap(to: box) < components[$1].box.gap(to: box) }
    for other in others.map({ components[$0] }) {
      if belongs(other, to: main, box: box), !isRival(other, of: main) {
        choice.digit.append(other)
        box = box.union(other.box)
      } else {
        choice.leftOver.append(other)
      }
    }
    return choice
  }

  /// Whether a component could as well be a digit as `main` is: about as large and dark, whole, and beside it with a gap
  /// that is no break in a stroke.
  func isRival(_ other: InkComponent, of main: InkComponent) -> Bool {
    let (smaller, larger) = (min(other.box.height, main.box.height), max(other.box.height, main.box.height))
    let shared = min(other.box.maxY, main.box.maxY) - max(other.box.y, main.box.y)
    let gap = other.box.gap(to: main.box)
    return smaller * 5 >= larger * 3 && shared * 2 >= smaller && gap * 8 >= smaller && gap >= 3
      && other.meanContrast >= 0.6 * main.meanContrast && other.area * 4 >= main.area
      && other.box.width <= 2 * other.box.height && !touchesBorder(other.box) && !isLine(other)
  }

  /// Whether `box` reaches the edge of the picture.
  func touchesBorder(_ box: PixelBox) -> Bool {
    box.x <= 0 || box.y <= 0 || box.maxX >= width || box.maxY >= height
  }

  /// Whether a component is thin and runs across half of the picture or more, as the lines of ruled paper and of boxes.
  func isLine(_ component: InkComponent) -> Bool {
    let box = component.box
    let spans = box.width * 2 >= width || box.height * 2 >= height
    return spans && component.area * 6 <= box.longestSide * box.longestSide
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
