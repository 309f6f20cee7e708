import Imaging

/// Turns the ink of a digit into what the network sees, as MNIST was made (LeCun et al., 1998; the steps as
/// reconstructed by Yadav and Bottou, "Cold case: the lost MNIST digits", 2019): the longest side becomes 20 pixels by
/// area averaging, the peak 255, and the centre of mass goes to the middle of 28×28.
package struct DigitNormalizer {
  private static let fittedSide = 20

  /// `box` is the part of `coverage` that holds all ink.
  package static func normalize(_ coverage: InkCoverage, box: PixelBox) -> DigitImage {
    let fitted = fit(coverage, box: box)
    let peak = fitted.max() ?? 0
    guard peak > 0 else { return DigitImage() }
    return paste(fitted.map { UInt8(min(255, $0 * 255 / peak + 0.5)) })
  }

  /// Normalises a drawing of one digit alone: 0 paper … 255 ink.
  package static func normalize(ink: GrayImage) -> DigitImage {
    let coverage = InkCoverage(width: ink.width, height: ink.height, values: ink.pixels.map { Float($0) / 255 })
    return coverage.box(above: 0.08).map { normalize(coverage, box: $0) } ?? DigitImage()
  }

  /// 20×20 area averages of the square that has the box in its middle.
  private static func fit(_ coverage: InkCoverage, box: PixelBox) -> [Float] {
    let side = Float(max(box.width, box.height))
    let left = Float(box.x) - (side - Float(box.width)) / 2
    let top = Float(box.y) - (side - Float(box.height)) / 2
    let columns = LineResampler.areas(fittedSide, from: left, side: side, limit: coverage.width)
    let rows = LineResampler.areas(fittedSide, from: top, side: side, limit: coverage.height)
    return rows.down(columns.across(coverage.values, width: coverage.width), width: fittedSide)
  }

  /// Places 20×20 into 28×28 so that the centre of mass lies in [14, 15) on both axes.
  private static func paste(_ fitted: [UInt8]) -> DigitImage {
    var mass = Float(0)
    var momentX = Float(0)
    var momentY = Float(0)
    for y in 0..<fittedSide {
      for x in 0..<fittedSide {
        let shade = Float(fitted[y * fittedSide + x])
        mass += shade
        momentX += shade * (Float(x) + 0.5)
        momentY += shade * (Float(y) + 0.5)
      }
    }
    let left = Int((14 - momentX / mass).rounded(.up))
    let top = Int((14 - momentY / mass).rounded(.up))
    var digit = DigitImage()
    let columns = max(0, left)..<min(DigitImage.side, left + fittedSide)
    for y in max(0, top)..<min(DigitImage.side, top + fittedSide) {
      for x in columns { digit.pixels[y * DigitImage.side + x] = fitted[(y - top) * fittedSide + x - left] }
    }
    return digit
  }
}
