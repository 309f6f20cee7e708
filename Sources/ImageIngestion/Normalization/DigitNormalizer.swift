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

  /// The same for a drawing of one digit alone: 0 paper … 255 ink.
  package static func normalize(ink: GrayImage) -> DigitImage {
    let coverage = InkCoverage(width: ink.width, height: ink.height, values: ink.pixels.map { Float($0) / 255 })
    return coverage.box(above: 0.08).map { normalize(coverage, box: $0) } ?? DigitImage()
  }

  /// 20×20 area averages of the square that has the box in its middle.
  private static func fit(_ coverage: InkCoverage, box: PixelBox) -> [Float] {
    let side = Float(max(box.width, box.height))
    let left = Float(box.x) - (side - Float(box.width)) / 2
    let top = Float(box.y) - (side - Float(box.height)) / 2
    let columns = cells(from: left, side: side, limit: coverage.width)
    let rows = cells(from: top, side: side, limit: coverage.height)
    var fitted = [Float](repeating: 0, count: fittedSide * fittedSide)
    for (rowIndex, row) in rows.enumerated() {
      for (columnIndex, column) in columns.enumerated() {
        var sum: Float = 0
        for (y, weightY) in zip(row.pixels, row.weights) {
          var rowSum: Float = 0
          let start = y * coverage.width
          for (x, weightX) in zip(column.pixels, column.weights) { rowSum += weightX * coverage.values[start + x] }
          sum += weightY * rowSum
        }
        fitted[rowIndex * fittedSide + columnIndex] = sum
      }
    }
    return fitted
  }

  private struct Cell {
    var pixels: Range<Int>
    /// The share of the cell that each pixel covers.
    var weights: [Float]
  }

  private static func cells(from origin: Float, side: Float, limit: Int) -> [Cell] {
    let step = side / Float(fittedSide)
    return (0..<fittedSide).map { index in
      let (start, end) = (origin + Float(index) * step, origin + Float(index + 1) * step)
      let first = min(max(0, Int(start.rounded(.down))), limit)
      let last = min(max(first, Int(end.rounded(.up))), limit)
      let weights = (first..<last).map { pixel in
        max(0, min(end, Float(pixel + 1)) - max(start, Float(pixel))) / step
      }
      return Cell(pixels: first..<last, weights: weights)
    }
  }

  /// Places 20×20 into 28×28 so that the centre of mass lies in [14, 15) on both axes.
  private static func paste(_ fitted: [UInt8]) -> DigitImage {
    var (mass, momentX, momentY) = (Float(0), Float(0), Float(0))
    for (index, shade) in fitted.enumerated() {
      mass += Float(shade)
      momentX += Float(shade) * (Float(index % fittedSide) + 0.5)
      momentY += Float(shade) * (Float(index / fittedSide) + 0.5)
    }
    let left = Int((14 - momentX / mass).rounded(.up))
    let top = Int((14 - momentY / mass).rounded(.up))
    var digit = DigitImage()
    for (index, shade) in fitted.enumerated() where shade > 0 {
      let (x, y) = (left + index % fittedSide, top + index / fittedSide)
      if 0..<DigitImage.side ~= x, 0..<DigitImage.side ~= y { digit[x, y] = shade }
    }
    return digit
  }
}
