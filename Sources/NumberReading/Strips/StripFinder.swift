import ImageIngestion
import Imaging

/// Finds the lines of digits in a picture and draws them as the string network wants them. A picture and its negative
/// give the same strips.
package struct StripFinder {
  /// Pictures are searched at about this size.
  private static let searchSide = 640
  /// A dark band along an edge takes no more than this share of the picture's side.
  private static let widestBand: Float = 0.6
  /// A picture of this shape, width over height, and up to this height in pixels may be cut around one line.
  private static let lineShapes: ClosedRange<Float> = 1.2...16
  /// Shapes of pictures in which no line was found that may still be cut around a number.
  private static let anyShapes: ClosedRange<Float> = 0.3...16
  private static let highestLine = 320
  /// The share of such a picture's height from which on its digits fill it.
  private static let fillingHeight: Float = 0.62
  /// Shares of it below which the digits are better looked at closer.
  private static let lowHeight: Float = 0.4
  /// Below this one, the digits are too small in the picture as a whole.
  private static let leastHeight: Float = 0.25
  /// The share of its ink that a line must hold to be read for the whole.
  private static let leastShare: Float = 0.6

  /// nil decides for each picture.
  private let forcedPolarity: Polarity?

  /// A finder for pictures of the given polarity; nil decides for each picture.
  package init(polarity: Polarity? = nil) { forcedPolarity = polarity }

  /// Looks for lines of digits in `image`, which stands upright.
  package func search(_ image: GrayImage) -> StripSearch {
    let polarity = forcedPolarity ?? PolarityDetector.polarity(of: image, isCutOut: false)
    let search = search(image, polarity)
    guard forcedPolarity == nil, search.candidates.isEmpty else { return search }
    // A fine line on a large page is too little for a vote on what is ink.
    let other = self.search(image, polarity == .dark ? .light : .dark)
    return other.candidates.isEmpty ? search : other
  }

  private func search(_ image: GrayImage, _ polarity: Polarity) -> StripSearch {
    var search = search(dark: polarity == .dark ? image : image.inverted())
    search.polarity = polarity
    return search
  }

  /// `picture` has dark ink on light paper.
  private func search(dark picture: GrayImage) -> StripSearch {
    let factor = max(1, Int((Float(max(picture.width, picture.height)) / Float(Self.searchSide)).rounded()))
    let small = picture.reduced(by: factor)
    guard let part = PaperArea.withoutBands(of: small, widest: Self.widestBand) else {
      return search(picture, reduced: small, by: factor)
    }
    let paper = picture.cropped(to: part.scaled(by: factor))
    return search(paper, reduced: small.cropped(to: part), by: factor)
      .moved(right: Float(part.x * factor), down: Float(part.y * factor))
  }

  private func search(_ picture: GrayImage, reduced: GrayImage, by factor: Int) -> StripSearch {
    var search = StripSearch()
    guard let lines = lines(in: reduced) else {
      search.blankReason = .noInk
      return search
    }
    guard let main = lines.lines.first else {
      search.blankReason = .nothingLikeADigit
      search.candidates = wholeFrame(of: picture, Self.anyShapes).map { [$0] } ?? []
      return search
    }
    let found = StripCandidate(
      origin: .ink,
      lines: lines.lines.inReadingOrder(by: \.box).map { line in
        var found = strip(of: line, in: picture, factor: factor)
        (found.isCut, found.leavesInkOut) = (lines.isCut(line), lines.leavesInkOut(beside: line))
        return found
      })
    let share = main.height / Float(reduced.height)
    if share >= Self.leastHeight, var whole = wholeFrame(of: picture, Self.lineShapes) {
      whole.lines[0].isCut = lines.lines.contains(where: lines.isCut)
      let isAll = lines.shareInMain >= Self.leastShare
      search.candidates =
        share >= Self.fillingHeight || !isAll ? [whole] : share < Self.lowHeight ? [found, whole] : [whole, found]
    } else {
      search.candidates = [found]
    }
    search.contrast = main.meanContrast / 255
    return search
  }

  /// nil where nothing rises above the paper's texture.
  private func lines(in image: GrayImage) -> TextLines? {
    guard let ink = InkPieces(of: image) else { return nil }
    func lines(_ pieces: [InkPiece]) -> TextLines {
      let shape = Float(ink.width) / Float(ink.height)
      return TextLines(
        pieces, width: ink.width, height: ink.height, faintest: ink.faintest, isLine: Self.lineShapes ~= shape)
    }
    let first = lines(ink.pieces)
    guard let main = first.lines.first, first.others.contains(where: { $0.isLarge(beside: main) }) else { return first }
    // The digits' height is known now, and with it what is a rule.
    let second = lines(ink.pieces(besideDigits: main.height))
    return second.lines.isEmpty ? first : second
  }

  /// The picture as one line, if it has one of `shapes`.
  private func wholeFrame(of picture: GrayImage, _ shapes: ClosedRange<Float>) -> StripCandidate? {
    let shape = Float(picture.width) / Float(picture.height)
    guard shapes ~= shape, picture.height <= Self.highestLine else { return nil }
    let frame = StripFrame(
      x: 0, y: 0, length: Float(picture.width), rowStep: Float(picture.height) / Float(NumberStrip.height))
    return StripCandidate(origin: .frame, lines: [FoundStrip(strip: frame.strip(of: picture), frame: frame)])
  }

  /// The strip of a line that was found in the picture reduced by `factor`.
  private func strip(of line: TextLine, in picture: GrayImage, factor: Int) -> FoundStrip {
    let frame = StripFrame(
      around: line, width: Float(picture.width) / Float(factor), height: Float(picture.height) / Float(factor)
    ).scaled(by: Float(factor))
    return FoundStrip(strip: frame.strip(of: picture), frame: frame)
  }
}

extension InkPiece {
  /// Whether the piece is longer than a digit of the line is high, so that a rule may have run it together.
  fileprivate func isLarge(beside line: TextLine) -> Bool { Float(box.longestSide) > 1.8 * line.height }
}

extension StripSearch {
  /// The same search in a picture that has this one inside.
  fileprivate func moved(right: Float, down: Float) -> StripSearch {
    var moved = self
    for candidate in candidates.indices {
      for line in candidates[candidate].lines.indices {
        let frame = candidates[candidate].lines[line].frame
        moved.candidates[candidate].lines[line].frame = frame.moved(right: right, down: down)
      }
    }
    return moved
  }
}

extension StripFrame {
  /// The widths of strips. A network is made ready for each that occurs, so there are few; a line is drawn a little
  /// wider or narrower to have one of them, by no more than the hands of writers differ.
  package static let widths = [32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768]
  /// Rows of a strip that a digit takes, and the most that all of a line's digits take.
  private static let digitRows: Float = 30
  private static let mostRows: Float = 42
  /// Paper before and behind the line, as a share of a digit's height.
  private static let margin: Float = 0.5

  /// A level frame, `length` pixels of the picture long. A line that is longer than the widest strip is drawn narrower.
  init(x: Float, y: Float, angle: Float = 0, length: Float, rowStep: Float) {
    let wanted = length / rowStep
    let width = Self.widths.min { abs(Float($0) / wanted - 1) < abs(Float($1) / wanted - 1) } ?? 0
    self.init(x: x, y: y, angle: angle, columnStep: length / Float(width), rowStep: rowStep, width: width)
  }

  /// The same part of the picture, drawn so many of the common widths wider, as far as there are such.
  func widened(by steps: Int) -> StripFrame {
    guard let place = Self.widths.firstIndex(of: width) else { return self }
    var widened = self
    widened.width = Self.widths[max(0, min(Self.widths.count - 1, place + steps))]
    widened.columnStep *= Float(width) / Float(widened.width)
    return widened
  }

  /// The frame around `line` in a picture of the given size. What is level stays inside the picture.
  init(around line: TextLine, width: Float, height: Float) {
    let (extent, rows) = (line.extent, Float(NumberStrip.height))
    var rowStep = max(line.height / Self.digitRows, (extent.bottom - extent.top) / Self.mostRows)
    let margin = Self.margin * line.height
    var (left, right) = (extent.left - margin, extent.right + margin)
    var top = (extent.top + extent.bottom - rows * rowStep) / 2
    if extent.angle == 0 {
      (left, right) = (max(0, left), min(width, right))
      rowStep = min(rowStep, height / rows)
      top = (extent.top + extent.bottom - rows * rowStep) / 2
      top = max(0, min(height - rows * rowStep, top))
    }
    let corner = extent.inPicture((left, top))
    self.init(x: corner.x, y: corner.y, angle: extent.angle, length: right - left, rowStep: rowStep)
  }
}
