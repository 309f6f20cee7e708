import Imaging

/// The ink of one digit in one picture, and what else lies beside it.
struct FoundInk {
  /// A mark smaller than this, in pixels, is a speck unless somebody has cut it out.
  private static let smallestSide = 6
  /// Mean contrast below which marks are taken for the paper's own: 8 % darker. Faint pencil has twice that.
  static let faintest: Float = 20

  private let contrast: GrayImage
  private let threshold: InkThreshold
  /// The components that make the digit, and the others of any size.
  private let parts, leftOver: [InkComponent]
  private let inkLevel: Float
  /// Around all parts, in pixels of the picture.
  let box: PixelBox
  /// Other groups of ink of a digit's size.
  let neighbours: [InkGroup]
  let touchesBorder: Bool
  let hasLines: Bool
  /// Whether the digit itself may be a line that goes on beyond the picture or fades away.
  let mayBeLine: Bool

  /// `selection` says where the digit may stand. Throws the reason where there is nothing like a digit.
  init(in map: InkMap, isCutOut: Bool, selection: ComponentSelection) throws(BlankReason) {
    guard let main = selection.main(among: map.components) else { throw .nothingLikeADigit }
    guard isCutOut || main.box.longestSide >= Self.smallestSide else { throw .nothingLikeADigit }
    guard main.meanContrast >= max(Self.faintest, 5 * map.threshold.noise) else { throw .onlyFaintMarks }
    var choice = selection.choice(of: main, in: map)
    if !isCutOut {
      choice.add(selection.faintNeighbours(of: main, in: map, besides: choice))
    }
    self.init(in: map, choice: choice, selection: selection)
  }

  /// The ink inside `target`, whatever lies beside it; nil where there is none.
  init?(in map: InkMap, inside target: PixelBox) {
    let inside = map.components.filter { target.holdsMiddle(of: $0.box) }
    guard !inside.isEmpty else { return nil }
    let selection = ComponentSelection(width: map.contrast.width, height: map.contrast.height)
    self.init(in: map, choice: ComponentSelection.Choice(digit: inside), selection: selection)
  }

  /// The ink of a group that was found beside the digit.
  init(_ group: InkGroup, beside digit: FoundInk) {
    contrast = digit.contrast
    threshold = digit.threshold
    hasLines = digit.hasLines
    mayBeLine = false
    parts = group.parts
    leftOver = []
    neighbours = []
    box = group.box
    inkLevel = Self.inkLevel(of: group.parts, in: digit.contrast)
    touchesBorder = group.box.reachesEdge(width: contrast.width, height: contrast.height)
  }

  private init(in map: InkMap, choice: ComponentSelection.Choice, selection: ComponentSelection) {
    (contrast, threshold) = (map.contrast, map.threshold)
    parts = choice.digit
    leftOver = choice.leftOver
    neighbours = choice.neighbours
    inkLevel = Self.inkLevel(of: parts, in: contrast)
    box = parts.reduce(parts[0].box) { $0.union($1.box) }
    touchesBorder = selection.touchesBorder(box)
    hasLines = map.hasBox || leftOver.contains(where: selection.isLine)
    mayBeLine = parts.allSatisfy { selection.mayBeLine($0, in: map) }
  }

  /// The digit together with its nearest neighbour, where that may be one digit in pieces.
  var united: (ink: FoundInk, shape: Extraction.United.Shape)? {
    guard let near = neighbours.min(by: { $0.box.gap(to: box) < $1.box.gap(to: box) }),
      near.box.gap(to: box) * 6 <= box.longestSide
    else { return nil }
    var group = near
    for part in parts { group.add(InkGroup(part)) }
    let isStroke = parts.count == 1 && parts[0].axis != nil
    let shape: Extraction.United.Shape =
      near.box.isStacked(on: box) ? .stacked : near.isStroke && isStroke ? .strokes : .sideBySide
    return (FoundInk(group, beside: self), shape)
  }

  /// 0 … 1.
  var relativeContrast: Float { inkLevel / 255 }
  var relativeNoise: Float { threshold.noise / 255 }
  var partCount: Int { parts.count }
  var leftOverCount: Int { leftOver.count }
  /// The area of the left-over ink, as a share of the digit's area.
  var leftOverShare: Float {
    Float(leftOver.reduce(0) { $0 + $1.area }) / Float(parts.reduce(0) { $0 + $1.area })
  }

  /// 255 on the digit's ink, and on that of its neighbours if wanted; 0 elsewhere.
  func mask(withNeighbours: Bool) -> GrayImage {
    var mask = GrayImage(width: contrast.width, height: contrast.height, filledWith: 0)
    for part in parts + (withNeighbours ? neighbours.flatMap(\.parts) : []) {
      for run in part.runs {
        for x in run.start..<run.end { mask[x, run.y] = 255 }
      }
    }
    return mask
  }

  /// The normalised digit and the width of its strokes in pixels; nil where its ink vanishes.
  func digit() -> (image: DigitImage, strokeWidth: Float)? {
    coverage().digit(faintest: max(0.15, 3 * threshold.noise / inkLevel))
  }

  /// The contrast of solid ink: all but the darkest tenth of the digit stays below it.
  private static func inkLevel(of parts: [InkComponent], in contrast: GrayImage) -> Float {
    var counts = [Int](repeating: 0, count: 256)
    for part in parts {
      for run in part.runs {
        for x in run.start..<run.end { counts[Int(contrast[x, run.y])] += 1 }
      }
    }
    let wanted = parts.reduce(0) { $0 + $1.area } * 9 / 10
    var seen = 0
    for (value, count) in counts.enumerated() {
      seen += count
      if seen > wanted { return Float(value) }
    }
    return 255
  }

  /// The ink within reach of the chosen components, with room around it for thicker strokes.
  private func coverage() -> InkCoverage {
    let margin = max(2, box.longestSide / 8)
    let reach = box.longestSide > 60 ? 2 : 1
    let (width, height) = (box.width + 2 * margin, box.height + 2 * margin)
    var near = [Bool](repeating: false, count: width * height)
    for part in parts {
      for run in part.runs {
        let y = run.y - box.y + margin
        let (first, last) = (run.start - box.x + margin - reach, run.end - box.x + margin + reach)
        for row in y - reach...y + reach {
          near.withUnsafeMutableBufferPointer { near in
            near[row * width + first..<row * width + last].update(repeating: true)
          }
        }
      }
    }
    var values = [Float](repeating: 0, count: width * height)
    let (left, top) = (box.x - margin, box.y - margin)
    let columns = max(0, -left)..<min(width, contrast.width - left)
    for y in max(0, -top)..<min(height, contrast.height - top) {
      let row = y * width
      for x in columns where near[row &+ x] {
        values[row &+ x] = min(1, Float(contrast[x &+ left, y &+ top]) / inkLevel)
      }
    }
    return InkCoverage(width: width, height: height, values: values)
  }
}
