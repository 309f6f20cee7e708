import Imaging

/// Chooses which of the components are the digit: the strongest near the middle, and the fragments that belong to it.
struct ComponentSelection {
  let width: Int
  let height: Int
  /// Components with fewer pixels are specks.
  let smallestArea: Int
  /// How much less a component counts in a corner than in the middle, 0 … 1.
  let centering: Float

  /// For a picture that its owner has framed, or for a search of a whole page, where a digit may stand anywhere.
  init(width: Int, height: Int, anywhere: Bool = false) {
    (self.width, self.height) = (width, height)
    smallestArea = anywhere ? 12 : max(3, width * height / 4000)
    centering = anywhere ? 0.3 : 0.8
  }

  /// How the components of a picture are shared out; specks are in none of these.
  struct Choice {
    /// The digit's, the main one first.
    var digit: [InkComponent]
    /// How many of them come before the fragments.
    var coreCount = 0
    /// Other groups of a digit's size.
    var neighbours: [InkGroup] = []
    /// All that is not the digit's, neighbours included.
    var leftOver: [InkComponent] = []

    /// The digit without its fragments.
    var core: InkGroup {
      var group = InkGroup(digit[0])
      for part in digit.prefix(coreCount).dropFirst() { group.add(InkGroup(part)) }
      return group
    }

    /// Adds groups that were found in paler ink. Fragments and neighbours that lie in one of them are its dashes.
    mutating func add(_ faint: [InkGroup]) {
      let fragments = digit[coreCount...].filter { part in !faint.contains { $0.box.holdsMiddle(of: part.box) } }
      digit = digit.prefix(coreCount) + fragments
      let others = neighbours.filter { known in !faint.contains { $0.box.holdsMost(of: known.box) } }
      neighbours =
        others
        + faint.map { group in
          var group = group
          group.isFaint = !neighbours.contains { group.box.holdsMost(of: $0.box) }
          return group
        }
    }
  }

  /// The strongest component near the middle; nil where none is large enough.
  func main(among components: [InkComponent]) -> InkComponent? {
    let scored = components.lazy.filter { $0.area >= smallestArea }.map { (component: $0, score: score(of: $0)) }
    guard let best = scored.max(by: { $0.score < $1.score }), best.score > 0 else { return nil }
    return best.component
  }

  /// Shares out the components of `map`, of which `main` is one.
  func choice(of main: InkComponent, in map: InkMap) -> Choice {
    let others = map.components.filter { $0.area >= smallestArea && $0.box != main.box }
    let groups = InkGroup.groups(around: main, among: others) { isLine($0, beside: main, in: map) }
    var choice = Choice(
      digit: groups[0].parts, coreCount: groups[0].parts.count,
      neighbours: Array(groups.dropFirst()).withoutStrayStrokes(beside: groups[0].box))
    let grouped = groups.flatMap { $0.parts.map(\.box) }
    var box = groups[0].box
    // Nearest fragments first, so that what they bring closer can follow.
    for other in others.filter({ !grouped.contains($0.box) }).sorted(by: { $0.box.gap(to: box) < $1.box.gap(to: box) })
    {
      if belongs(other, to: main, box: box) {
        choice.digit.append(other)
        box = box.union(other.box)
      } else {
        choice.leftOver.append(other)
      }
    }
    choice.leftOver += groups.dropFirst().flatMap(\.parts)
    return choice
  }

  /// Groups of a digit's size among the ink of `map` that is too pale for its threshold; neighbours in `choice` that
  /// are much paler than `main`, so that the threshold may have broken them, are looked for again. Beside lines there
  /// are none: what is pale there is more often a line's shadow or its other edge.
  func faintNeighbours(of main: InkComponent, in map: InkMap, besides choice: Choice) -> [InkGroup] {
    guard !map.hasLines else { return [] }
    let known = [choice.core] + choice.neighbours.filter { $0.meanContrast >= Self.solid * main.meanContrast }
    let strokes = map.pieces(besides: known.flatMap(\.parts), rim: rim(of: main))
      .filter { $0.area >= smallestArea && !isLine($0, beside: main, in: map) }
    return InkGroup.faintGroups(of: strokes, besides: main)
      .filter { pale in
        pale.meanContrast >= FoundInk.faintest && !known.contains { $0.box.holdsMost(of: pale.box) }
      }
      .withoutStrayStrokes(beside: main.box)
  }

  /// How far blur and shadow reach around ink, in pixels: the further, the closer the camera was.
  private func rim(of main: InkComponent) -> Int {
    2 + main.box.longestSide * main.box.longestSide / (4 * max(width, height))
  }

  /// The share of the main piece's contrast below which a piece is pale, and its strokes may be broken.
  private static let solid: Float = 0.7

  /// Whether `box` reaches the edge of the picture.
  func touchesBorder(_ box: PixelBox) -> Bool {
    box.reachesEdge(width: width, height: height)
  }

  /// Whether a component is thin and runs across half of the picture or more, as the lines of ruled paper and of boxes.
  func isLine(_ component: InkComponent) -> Bool {
    let box = component.box
    let spans = box.width * 2 >= width || box.height * 2 >= height
    return spans && isThin(component)
  }

  /// Whether a component is shown to be a line by how it lies: a bare stroke beside a digit is a 1 unless it goes on to
  /// the edge of the picture or well beyond the digit, lies flat, runs around the digit, or runs along the frame of a
  /// picture in which there are lines.
  private func isLine(_ component: InkComponent, beside main: InkComponent, in map: InkMap) -> Bool {
    let box = component.box
    guard isThin(component) else { return false }
    if box.width > 2 * box.height || box.contains(main.box) || touchesBorder(box) { return true }
    // Beyond the ends of a dash there is the next dash.
    if box.longestSide * 9 >= main.box.longestSide * 4, map.showsMore(of: component) { return true }
    return box.longestSide * 2 > 3 * main.box.longestSide || isNearFrame(box) && map.hasLines
  }

  /// Whether a component is thin, and reaches the edge of the picture, goes on beyond its ends, or runs along the
  /// frame; or whether it is a corner or a crossing of lines, however thick.
  func mayBeLine(_ component: InkComponent, in map: InkMap) -> Bool {
    guard isThin(component) else { return isOfLines(component) }
    let runsAlongFrame = component.axis != nil && isNearFrame(component.box) && component.box.height * 5 >= 2 * height
    return runsAlongFrame || touchesBorder(component.box) || map.showsMore(of: component)
  }

  /// The least share of a component's area in rows or columns that it fills across most of the picture, if it is made
  /// of lines.
  private static let shareInLines: Float = 0.85

  /// Whether a component reaches the edge of the picture and is a corner or a crossing of lines, however thick.
  func isOfLines(_ component: InkComponent) -> Bool {
    guard touchesBorder(component.box) else { return false }
    var (rows, columns) = ([Int](repeating: 0, count: height), [Int](repeating: 0, count: width))
    for run in component.runs {
      rows[run.y] += run.end - run.start
      for x in run.start..<run.end { columns[x] += 1 }
    }
    let isLong = (rows: rows.map { $0 * 5 >= 3 * width }, columns: columns.map { $0 * 5 >= 3 * height })
    let inLines = component.runs.reduce(0) { sum, run in
      sum + (isLong.rows[run.y] ? run.end - run.start : (run.start..<run.end).count { isLong.columns[$0] })
    }
    return Float(inLines) >= Self.shareInLines * Float(component.area)
  }

  /// Whether the middle of a stroke lies in the outer fifth of the picture's width.
  private func isNearFrame(_ box: PixelBox) -> Bool {
    min(box.middleX, width - box.middleX) * 5 < width
  }

  /// Whether ink fills so little of its box that it must be a single thin stroke.
  private func isThin(_ component: InkComponent) -> Bool {
    component.area * 6 <= component.box.longestSide * component.box.longestSide
  }

  /// Strength times centrality; what runs along the frame is a box border, a page edge or a neighbour.
  private func score(of component: InkComponent) -> Float {
    let (halfWidth, halfHeight) = (Float(width) / 2, Float(height) / 2)
    let offX = (Float(component.box.x) + Float(component.box.width) / 2 - halfWidth) / halfWidth
    let offY = (Float(component.box.y) + Float(component.box.height) / 2 - halfHeight) / halfHeight
    let distance = ((offX * offX + offY * offY) / 2).squareRoot()
    let centrality = 1 - centering * distance
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
