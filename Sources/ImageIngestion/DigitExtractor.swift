import Imaging

/// Finds the digit in a picture and normalises it as MNIST was made. One instance belongs to one worker.
public final class DigitExtractor {
  /// Pictures are searched at this size; a digit that turns out small is looked at again, closer.
  private static let searchSide = 160
  /// A digit is small if its longer side, and fine if its strokes, measure less than this in the reduced picture.
  private static let smallSide = 40
  private static let fineStroke: Float = 2.5
  /// Pictures no larger than this are cut-outs: somebody has found the digit already.
  private static let cutOutSide = 48

  /// nil decides for each picture.
  private let forcedPolarity: Polarity?

  public init(polarity: Polarity? = nil) {
    forcedPolarity = polarity
  }

  public func extract(from image: GrayImage) -> Extraction {
    let isCutOut = max(image.width, image.height) <= Self.cutOutSide
    let factor = reductionFactor(for: image)
    var (image, overview) = (image, image.reduced(by: factor))
    let polarity = forcedPolarity ?? PolarityDetector.polarity(of: overview, isCutOut: isCutOut)
    if polarity == .light {
      // Inverted before it is reduced and rounded: a picture and its negative become the same digit to the last bit.
      image = image.inverted()
      overview = image.reduced(by: factor)
    }
    do throws(NoDigit) {
      let found = try FoundInk(in: overview, isCutOut: isCutOut)
      let (look, digit) = try bestLook(at: found, in: image, factor: factor)
      let findings = Findings(
        polarity: polarity, box: look.box, searchedBox: found.box,
        strokeWidth: digit.strokeWidth * Float(look.factor), contrast: look.ink.relativeContrast,
        noise: look.ink.relativeNoise, chosenCount: look.ink.partCount, leftOverCount: found.leftOverCount,
        leftOverShare: found.leftOverShare, rivalCount: found.rivalCount, touchesBorder: found.touchesBorder,
        hasLines: found.hasLines, isCutOut: isCutOut)
      return Extraction(digit: digit.image, findings: findings, ink: found, searched: overview)
    } catch {
      return Extraction(error, searched: overview)
    }
  }

  /// Coloured ink can be as light as its paper, and differs from it most in one of red, green and blue; printed lines
  /// may vanish in one. Returns the channel where the digit stands out most and what is found there, or nil where none
  /// does better than `doubtful`, which was found in the grey picture.
  public func extract(
    fromChannels channels: [GrayImage], betterThan doubtful: Extraction
  ) -> (channel: GrayImage, extraction: Extraction)? {
    let found = channels.map { (channel: $0, extraction: extract(from: $0)) }.filter { $0.extraction.findings != nil }
    func contrast(_ extraction: Extraction) -> Float { extraction.findings?.contrast ?? 0 }
    let plain = found.filter(\.extraction.isPlain).max { contrast($0.extraction) < contrast($1.extraction) }
    guard let best = plain ?? found.max(by: { contrast($0.extraction) < contrast($1.extraction) }) else { return nil }
    return best.extraction.isPlain || contrast(best.extraction) > 2 * contrast(doubtful) ? best : nil
  }

  /// Ink that was found in a part of the picture, reduced.
  private struct Look {
    let ink: FoundInk
    /// The part's corner, in pixels of the picture.
    let left, top: Int
    let factor: Int

    /// In pixels of the picture.
    var box: PixelBox {
      PixelBox(
        x: left + ink.box.x * factor, y: top + ink.box.y * factor, width: ink.box.width * factor,
        height: ink.box.height * factor)
    }
  }

  private func reductionFactor(for image: GrayImage) -> Int {
    (max(image.width, image.height) + Self.searchSide - 1) / Self.searchSide
  }

  /// Searches again in a window around the digit where the reduction that found it threw away detail that matters.
  private func bestLook(
    at found: FoundInk, in image: GrayImage, factor: Int
  ) throws(NoDigit) -> (Look, (image: DigitImage, strokeWidth: Float)) {
    let isLarge = found.box.longestSide * 2 >= Self.searchSide
    if factor == 1 || isLarge || found.box.longestSide >= Self.smallSide, let digit = found.digit() {
      if factor == 1 || isLarge || digit.strokeWidth >= Self.fineStroke {
        return (Look(ink: found, left: 0, top: 0, factor: factor), digit)
      }
    }
    if let closer = closerLook(at: found, in: image, factor: factor), let digit = closer.ink.digit() {
      return (closer, digit)
    }
    guard let digit = found.digit() else { throw .nothingLikeADigit }
    return (Look(ink: found, left: 0, top: 0, factor: factor), digit)
  }

  private func closerLook(at found: FoundInk, in image: GrayImage, factor: Int) -> Look? {
    guard factor > 1 else { return nil }
    let margin = found.box.longestSide * 2 / 5 + 2
    let left = max(0, found.box.x - margin) * factor
    let top = max(0, found.box.y - margin) * factor
    let right = min(image.width, (found.box.maxX + margin) * factor)
    let bottom = min(image.height, (found.box.maxY + margin) * factor)
    let window = image.cropped(to: PixelBox(x: left, y: top, width: right - left, height: bottom - top))
    let windowFactor = reductionFactor(for: window)
    guard let ink = try? FoundInk(in: window.reduced(by: windowFactor), isCutOut: false) else { return nil }
    return Look(ink: ink, left: left, top: top, factor: windowFactor)
  }
}
