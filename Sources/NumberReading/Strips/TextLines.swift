import Imaging

/// The lines of writing in a picture.
struct TextLines {
  /// The heaviest first.
  private(set) var lines: [TextLine] = []
  /// Pieces that belong to no line.
  private(set) var others: [InkPiece] = []
  private let width, height: Int
  /// The ink of all pieces but rules and boxes.
  private var weight: Float = 0

  /// The most lines that are read in one picture.
  private static let mostLines = 6
  /// Other lines are as high as this, as shares of the main one's height, and have this share of its ink.
  private static let likeHeights: ClosedRange<Float> = 0.55...1.8
  private static let leastWeight: Float = 0.12
  /// Ink beside a line that may belong to it: as dark as this share of the line's, and so many heights away.
  private static let sameInk: Float = 0.6
  private static let reach: Float = 3

  /// The lines that `pieces` make. A picture with the shape of a line has but one in a row.
  init(_ pieces: [InkPiece], width: Int, height: Int, faintest: Float, isLine: Bool) {
    (self.width, self.height) = (width, height)
    var taken = pieces.map { piece in !mayBeDigit(piece, among: pieces) || piece.meanContrast < faintest }
    var found: [TextLine] = []
    let seeds = pieces.indices.sorted { pieces[$0].contrastSum > pieces[$1].contrastSum }
    for seed in seeds where !taken[seed] && !pieces[seed].isFlat {
      taken[seed] = true
      found.append(TextLine(around: pieces[seed], among: pieces, taken: &taken))
    }
    guard var main = found.max(by: { score(of: $0) < score(of: $1) }) else { return }
    if isLine { Self.addRest(of: &found, to: &main) }
    found = found.filter { $0.box == main.box || isLike($0, main) }.sorted { score(of: $0) > score(of: $1) }
    lines = [main] + found.filter { $0.box != main.box }.prefix(Self.mostLines - 1)
    addMarks(of: pieces)
    weight = pieces.reduce(0) { $0 + (mayBeDigit($1, among: pieces) ? Float($1.contrastSum) : 0) }
  }

  /// Adds the lines in the same row to `main`.
  private static func addRest(of lines: inout [TextLine], to main: inout TextLine) {
    let row = main.box
    for line in lines where line.box != row && likeHeights ~= line.height / main.height {
      let shared = min(row.maxY, line.box.maxY) - max(row.y, line.box.y)
      if 2 * shared >= min(row.height, line.box.height) { main.add(line) }
    }
    let box = main.box
    lines.removeAll { box.contains($0.box) }
  }

  /// Marks that stand in a line, such as points, go to it; all else is left over.
  private mutating func addMarks(of pieces: [InkPiece]) {
    let inLines = lines.flatMap { $0.pieces.map(\.box) }
    let rest = pieces.filter { !inLines.contains($0.box) }
    var taken = rest.map { _ in false }
    for index in lines.indices { lines[index].addMarks(rest, taken: &taken) }
    others = zip(rest, taken).filter { !$1 }.map(\.0)
  }

  /// Whether a piece may be a digit by its own shape: neither a rule nor a box around others.
  private func mayBeDigit(_ piece: InkPiece, among pieces: [InkPiece]) -> Bool {
    let box = piece.box
    if box.height * 4 >= height * 3, box.width * 4 >= width * 3, piece.area * 4 < box.width * box.height {
      return false
    }
    let isThin = piece.area * 10 <= box.longestSide * box.longestSide
    if isThin, box.reachesEdge(width: width, height: height), box.longestSide * 3 >= min(width, height) { return false }
    if box.height * 5 >= height * 3, box.width * 4 <= box.height, height > width { return false }
    let isHollow = piece.area * 4 <= box.width * box.height
    return !(isHollow && pieces.contains { box.contains($0.box) && $0.box != box && $0.height * 3 >= box.height })
  }

  /// Heavy and large lines come first; what hangs into the picture from above or below is the rest of something else.
  private func score(of line: TextLine) -> Float {
    let box = line.box
    let hangs = (box.y <= 0) != (box.maxY >= height) && line.height < 0.5 * Float(height)
    return line.weight * line.height * (hangs ? 0.3 : 1) * (line.isBars ? 0.3 : 1)
  }

  private func isLike(_ line: TextLine, _ main: TextLine) -> Bool {
    Self.likeHeights ~= line.height / main.height && line.weight >= Self.leastWeight * main.weight
      && line.box.y > 0 && line.box.maxY < height
      && (line.pieces.count > 1 || !line.box.reachesEdge(width: width, height: height))
      && line.box.overlap(with: main.box) < 0.3
  }

  /// The share of the ink that is in the main line, 0 … 1.
  var shareInMain: Float { weight > 0 ? (lines.first?.weight ?? 0) / weight : 0 }

  /// Whether a digit of `line` reaches the left or right edge of the picture, so that the number may go on beyond it. Of
  /// digits at the other edges no more than a part can be missing, which the readers judge.
  func isCut(_ line: TextLine) -> Bool {
    line.pieces.contains { 2 * Float($0.height) >= line.height && ($0.box.x <= 0 || $0.box.maxX >= width) }
  }

  /// Whether ink of a digit's size, as dark as that of `line`, lies beside it in its rows.
  func leavesInkOut(beside line: TextLine) -> Bool {
    let box = line.box
    return others.contains { piece in
      Self.likeHeights ~= Float(piece.height) / line.height && !piece.isFlat
        && piece.meanContrast >= Self.sameInk * line.meanContrast && box.y..<box.maxY ~= piece.box.middleY
        && Float(piece.box.gap(to: box)) <= Self.reach * line.height
        && !piece.box.reachesEdge(width: width, height: height)
    }
  }
}
