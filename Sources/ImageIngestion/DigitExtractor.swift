import Imaging

/// Finds the digit in a picture and normalises it as MNIST was made. One instance belongs to one worker.
public final class DigitExtractor {
  /// Pictures are searched at this size; a digit that turns out small is looked at again, closer.
  private static let searchSide = 160
  /// Where that shows no plain digit, they are searched at this size too: a digit of 2.5 % has 16 pixels then.
  private static let fineSearchSide = 640
  /// The longer side, in pixels of the first search, below which ink may be one of many pieces that run together.
  private static let smallestPlainSide = 16
  /// The longer side, in pixels of the first search, from which on the first search shows a digit's neighbours well
  /// enough.
  private static let largestOfSeveral = 60
  /// A digit is small if its longer side, and fine if its strokes, measure less than this in the reduced picture.
  private static let smallSide = 40
  private static let fineStroke: Float = 2.5
  /// Pictures no larger than this are cut-outs: somebody has found the digit already.
  private static let cutOutSide = 48
  /// Ink of the polarity that was voted down must have this contrast, so that paper's grain is not taken for it.
  private static let clearContrast: Float = 0.3
  /// The most digits beside the first that are extracted from one picture.
  package static let mostNeighbours = 120

  /// nil decides for each picture.
  private let forcedPolarity: Polarity?

  /// An extractor for pictures of the given polarity; nil decides for each picture.
  public init(polarity: Polarity? = nil) {
    forcedPolarity = polarity
  }

  /// Finds the digit in `image`, whose paper may be lighter or darker than its ink.
  public func extract(from image: GrayImage) -> Extraction {
    let isCutOut = max(image.width, image.height) <= Self.cutOutSide
    let picture = SearchPicture(image, side: Self.searchSide)
    if let forcedPolarity { return extract(from: picture, forcedPolarity, isCutOut: isCutOut) }
    let polarity = PolarityDetector.polarity(of: picture.reduced, isCutOut: isCutOut)
    let extraction = extract(from: picture, polarity, isCutOut: isCutOut)
    guard !isCutOut, extraction.measurements == nil else { return extraction }
    // A fine line on a large page is too little for a vote on what is ink.
    let other = extract(from: picture, polarity == .dark ? .light : .dark, isCutOut: isCutOut)
    return (other.measurements?.contrast ?? 0) >= Self.clearContrast ? other : extraction
  }

  private func extract(from original: SearchPicture, _ polarity: Polarity, isCutOut: Bool) -> Extraction {
    var picture = original
    // Inverted before it is reduced and rounded: a picture and its negative become the same digit to the last bit.
    if polarity == .light { picture = SearchPicture(original.full.inverted(), side: Self.searchSide) }
    var part: PixelBox?
    if !isCutOut, let paper = PaperArea.withoutBands(of: picture.reduced) {
      let box = paper.scaled(by: picture.factor)
      picture = SearchPicture(picture.full.cropped(to: box), side: Self.searchSide)
      part = box
    }
    do throws(BlankReason) {
      let (found, searched) = try search(picture, isCutOut: isCutOut)
      let (located, digit) = try bestInk(at: found, in: searched)
      let measurements = InkMeasurements(
        polarity: polarity, box: located.box, searchedBox: found.box,
        strokeWidth: digit.strokeWidth * Float(located.factor), contrast: located.ink.relativeContrast,
        noise: located.ink.relativeNoise, chosenCount: located.ink.partCount, leftOverCount: found.leftOverCount,
        leftOverShare: found.leftOverShare, neighbourCount: found.neighbours.count, touchesBorder: found.touchesBorder,
        hasLines: found.hasLines, mayBeLine: found.mayBeLine, isCutOut: isCutOut)
      return Extraction(
        digit: digit.image, measurements: measurements, ink: found, searched: searched.reduced,
        neighbours: found.neighbours.prefix(Self.mostNeighbours).compactMap { neighbour($0, of: found, in: searched) },
        united: united(found), part: part)
    } catch {
      return Extraction(error, searched: picture.reduced, part: part)
    }
  }

  /// Coloured ink can be as light as its paper, and differs from it most in one of red, green and blue; printed lines
  /// may vanish in one. Returns the channel where the digit stands out most and what is found there, or nil where none
  /// does better than `doubtful`, which was found in the grey picture.
  public func extract(
    fromChannels channels: [GrayImage], betterThan doubtful: Extraction
  ) -> (channel: GrayImage, extraction: Extraction)? {
    let found = channels.map { (channel: $0, extraction: extract(from: $0)) }.filter {
      $0.extraction.measurements != nil
    }
    func contrast(_ extraction: Extraction) -> Float { extraction.measurements?.contrast ?? 0 }
    let plain = found.filter(\.extraction.isPlain).max { contrast($0.extraction) < contrast($1.extraction) }
    guard let best = plain ?? found.max(by: { contrast($0.extraction) < contrast($1.extraction) }) else { return nil }
    return best.extraction.isPlain || contrast(best.extraction) > 2 * contrast(doubtful) ? best : nil
  }

  /// The ink in a picture, and at which size it was found: in a large picture, a second and finer search counts where
  /// the first shows nothing, or nothing plain.
  private func search(
    _ picture: SearchPicture, isCutOut: Bool
  ) throws(BlankReason) -> (ink: FoundInk, picture: SearchPicture) {
    let coarse: Result<FoundInk, BlankReason>
    do throws(BlankReason) {
      let map = try InkMap(of: picture.reduced, isCutOut: isCutOut)
      let size = ComponentSelection(width: picture.reduced.width, height: picture.reduced.height)
      coarse = .success(try FoundInk(in: map, isCutOut: isCutOut, selection: size))
    } catch {
      coarse = .failure(error)
    }
    if picture.factor > 1, Self.isDoubtful(coarse), let finer = finerSearch(picture),
      finer.ink.showsNeighbours(of: coarse)
    {
      return finer
    }
    return (try coarse.get(), picture)
  }

  private static func isDoubtful(_ found: Result<FoundInk, BlankReason>) -> Bool {
    guard let found = try? found.get() else { return true }
    return found.box.longestSide < smallestPlainSide
      || !found.neighbours.isEmpty && found.box.longestSide < largestOfSeveral
  }

  /// nil where it finds nothing either.
  private func finerSearch(_ picture: SearchPicture) -> (ink: FoundInk, picture: SearchPicture)? {
    let finer = SearchPicture(picture.full, side: Self.fineSearchSide)
    let (width, height) = (finer.reduced.width, finer.reduced.height)
    let selection = ComponentSelection(width: width, height: height, anywhere: true)
    guard let map = try? InkMap(of: finer.reduced, isCutOut: false),
      let found = try? FoundInk(in: map, isCutOut: false, selection: selection)
    else { return nil }
    return (found, finer)
  }

  /// Ink that was found in a part of the picture, reduced.
  private struct LocatedInk {
    let ink: FoundInk
    /// The part's corner, in pixels of the picture.
    let left, top: Int
    let factor: Int

    /// In pixels of the picture.
    var box: PixelBox { ink.box.scaled(by: factor).moved(right: left, down: top) }
  }

  /// Searches again in a window around the digit where the reduction that found it threw away detail that matters.
  private func bestInk(
    at found: FoundInk, in picture: SearchPicture
  ) throws(BlankReason) -> (LocatedInk, (image: DigitImage, strokeWidth: Float)) {
    let isLarge = found.box.longestSide * 2 >= Self.searchSide
    if picture.factor == 1 || isLarge || found.box.longestSide >= Self.smallSide, let digit = found.digit() {
      if picture.factor == 1 || isLarge || digit.strokeWidth >= Self.fineStroke {
        return (LocatedInk(ink: found, left: 0, top: 0, factor: picture.factor), digit)
      }
    }
    if let closer = closerInk(at: found.box, in: picture), let digit = closer.ink.digit() { return (closer, digit) }
    guard let digit = found.digit() else { throw .nothingLikeADigit }
    return (LocatedInk(ink: found, left: 0, top: 0, factor: picture.factor), digit)
  }

  private func closerInk(at box: PixelBox, in picture: SearchPicture) -> LocatedInk? {
    guard picture.factor > 1 else { return nil }
    let margin = box.longestSide * 2 / 5 + 2
    let window = box.grown(by: margin).scaled(by: picture.factor).clipped(to: picture.full)
    let closer = SearchPicture(picture.full.cropped(to: window), side: Self.searchSide)
    guard let map = try? InkMap(of: closer.reduced, isCutOut: false) else { return nil }
    let margins = box.grown(by: 1).scaled(by: picture.factor)
    let target = PixelBox(
      x: (margins.x - window.x) / closer.factor, y: (margins.y - window.y) / closer.factor,
      width: margins.width / closer.factor, height: margins.height / closer.factor)
    guard let ink = FoundInk(in: map, inside: target) else { return nil }
    return LocatedInk(ink: ink, left: window.x, top: window.y, factor: closer.factor)
  }

  /// A group beside the digit as a digit of its own; nil where its ink vanishes.
  private func neighbour(_ group: InkGroup, of found: FoundInk, in picture: SearchPicture) -> Extraction.Neighbour? {
    let ink = FoundInk(group, beside: found)
    let located = ink.box.longestSide < Self.smallSide ? closerInk(at: ink.box, in: picture) : nil
    guard let digit = (located?.ink.digit() ?? ink.digit())?.image else { return nil }
    let box = located?.box ?? ink.box.scaled(by: picture.factor)
    return Extraction.Neighbour(digit: digit, box: box, touchesBorder: ink.touchesBorder, isFaint: group.isFaint)
  }

  private func united(_ found: FoundInk) -> Extraction.United? {
    guard let (ink, shape) = found.united, let digit = ink.digit()?.image else { return nil }
    return Extraction.United(digit: digit, shape: shape)
  }
}

extension FoundInk {
  /// Whether a finer search sees neighbours too, where a coarse one saw any: broad ink can vanish in it as paper.
  fileprivate func showsNeighbours(of coarse: Result<FoundInk, BlankReason>) -> Bool {
    guard let coarse = try? coarse.get() else { return true }
    return coarse.neighbours.isEmpty || !neighbours.isEmpty
  }
}

/// A picture, and the same picture at the size at which it is searched.
private struct SearchPicture {
  let full: GrayImage
  /// The picture reduced by averaging whole blocks.
  let reduced: GrayImage
  /// Pixels of `full` for each of `reduced`, along a side.
  let factor: Int

  init(_ full: GrayImage, side: Int) {
    self.full = full
    factor = (max(full.width, full.height) + side - 1) / side
    reduced = full.reduced(by: factor)
  }
}
