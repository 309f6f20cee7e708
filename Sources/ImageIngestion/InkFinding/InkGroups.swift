import Imaging

/// Pieces of ink that lie together as those of one digit do.
struct InkGroup {
  var parts: [InkComponent]
  /// Around all parts.
  var box: PixelBox
  /// Whether the ink lies below the threshold of the rest.
  var isFaint = false

  init(_ part: InkComponent) {
    (parts, box) = ([part], part.box)
  }

  mutating func add(_ other: InkGroup) {
    parts += other.parts
    box = box.union(other.box)
  }

  var area: Int { parts.reduce(0) { $0 + $1.area } }
  var meanContrast: Float { Float(parts.reduce(0) { $0 + $1.contrastSum }) / Float(area) }
}

extension InkGroup {
  /// Shares of the main piece's longer side between which a piece may be a digit of its own; what is smaller is a
  /// fragment or a speck, what is larger a line or a drawing.
  private static let likeSizes: ClosedRange<Float> = 0.45...2.2
  /// Two pieces above each other make one digit up to this height, as a share of the main piece's longer side.
  private static let tallest: Float = 1.4

  /// The groups of a digit's size among `components`, that of `main` first, and no more than 200 others. What is
  /// smaller is left to whoever chooses fragments.
  static func groups(
    around main: InkComponent, among components: [InkComponent], isLine: (InkComponent) -> Bool
  ) -> [InkGroup] {
    let pieces = components.filter { $0.box != main.box && !isLine($0) }
    var groups = [InkGroup(main)] + likeDigits(pieces, beside: main, reach: main.box.longestSide / 12)
    unite(&groups, beside: main)
    return groups
  }

  /// The groups of a digit's size among pieces of paler ink, which are oftener broken.
  static func faintGroups(of pieces: [InkComponent], besides main: InkComponent) -> [InkGroup] {
    var groups = likeDigits(pieces, beside: main, reach: 1 + main.box.longestSide / 10)
    unite(&groups, beside: main)
    return groups
  }

  /// Pieces of a digit's size, and dashes that make one together, with no more than `reach` pixels between them.
  private static func likeDigits(_ pieces: [InkComponent], beside main: InkComponent, reach: Int) -> [InkGroup] {
    let least = likeSizes.lowerBound * Float(main.box.longestSide)
    let large = pieces.filter { Float($0.box.longestSide) >= least }.map(InkGroup.init)
    let dashes = clusters(of: pieces.filter { Float($0.box.longestSide) < least }, reach: reach)
    return Array((large + dashes).lazy.filter { $0.isLikeDigit(beside: main) }.prefix(mostGroups))
  }

  /// A page full of writing; comparing each with each takes a millisecond.
  private static let mostGroups = 200
  /// More pieces than this are paper or print.
  private static let mostDashes = 150

  /// Pieces with no more than `reach` empty pixels between one and the next; none where there are too many.
  private static func clusters(of dashes: [InkComponent], reach: Int) -> [InkGroup] {
    guard dashes.count <= mostDashes else { return [] }
    var groups: [InkGroup] = []
    for dash in dashes {
      var group = InkGroup(dash)
      while let near = groups.firstIndex(where: { $0.box.gap(to: group.box) <= reach }) {
        group.add(groups.remove(at: near))
      }
      groups.append(group)
    }
    return groups
  }

  /// Unites groups until no two of them belong to one digit; the first stays the first.
  private static func unite(_ groups: inout [InkGroup], beside main: InkComponent) {
    let tallest = Int(Self.tallest * Float(main.box.longestSide))
    var first = 0
    while first < groups.count {
      let partner = groups.indices.first {
        $0 > first && groups[first].box.makesOneDigit(with: groups[$0].box, tallest: tallest)
      }
      guard let partner else {
        first += 1
        continue
      }
      groups[first].add(groups.remove(at: partner))
      // What is larger now may reach one that was passed over.
      first = 0
    }
  }
}

extension InkGroup {
  /// The share of the main piece's contrast below which a group is texture of the paper.
  private static let palest: Float = 0.12

  /// Whether the group is about as large as `main`, dark enough to be written by another pen if not by the same, and
  /// not so broad or flat that it must be a shadow, a word or a dash.
  fileprivate func isLikeDigit(beside main: InkComponent) -> Bool {
    Self.likeSizes ~= Float(box.longestSide) / Float(main.box.longestSide)
      && meanContrast >= Self.palest * main.meanContrast && box.width <= 3 * max(box.height, main.box.height)
      && box.height * 3 >= main.box.longestSide
  }
}

extension InkGroup {
  /// Whether the group is one bare straight upright stroke.
  var isStroke: Bool { parts.count == 1 && parts[0].axis != nil && box.width * 2 <= box.height }
}

extension [InkGroup] {
  /// The groups without bare strokes that stand in no row or column with a digit: these are dashes of a fold or of a
  /// rule.
  func withoutStrayStrokes(beside digit: PixelBox) -> [InkGroup] {
    let others = [digit] + filter { !$0.isStroke }.map(\.box)
    return filter { group in !group.isStroke || others.contains { $0.isInLine(with: group.box) } }
  }
}

extension PixelBox {
  /// Whether two boxes share half of the lower one's rows, or any column.
  fileprivate func isInLine(with other: PixelBox) -> Bool {
    let rows = min(maxY, other.maxY) - max(y, other.y)
    let columns = min(maxX, other.maxX) - max(x, other.x)
    return rows * 2 >= min(height, other.height) || columns > 0
  }

  /// Whether two pieces lie above each other, with hardly a gap.
  func isStacked(on other: PixelBox) -> Bool {
    let shared = min(maxX, other.maxX) - max(x, other.x)
    let gap = max(y - other.maxY, other.y - maxY)
    return shared * 5 >= min(width, other.width) * 2 && gap * 10 <= max(longestSide, other.longestSide)
  }

  /// Whether two pieces lie above or within each other, as the hat of a 5 and its belly do.
  fileprivate func makesOneDigit(with other: PixelBox, tallest: Int) -> Bool {
    let shared = min(maxX, other.maxX) - max(x, other.x)
    let narrower = min(width, other.width)
    let gap = max(y - other.maxY, other.y - maxY)
    return shared * 5 >= narrower * 3 && gap * 4 <= tallest && union(other).height <= tallest
  }
}
