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
    let columns = AreaWeights(from: left, side: side, limit: coverage.width)
    let rows = AreaWeights(from: top, side: side, limit: coverage.height)
    // Along the rows first, then down the columns.
    var across = [Float](repeating: 0, count: coverage.height * fittedSide)
    for y in 0..<coverage.height {
      columns.average(coverage.values, from: y * coverage.width, step: 1, into: &across, at: y * fittedSide, step: 1)
    }
    var fitted = [Float](repeating: 0, count: fittedSide * fittedSide)
    for x in 0..<fittedSide {
      rows.average(across, from: x, step: fittedSide, into: &fitted, at: x, step: fittedSide)
    }
    return fitted
  }

  /// How 20 cells, side by side, share the pixels of a line.
  private struct AreaWeights {
    /// The pixels that each cell covers, at least in part.
    private var pixels: [Range<Int>] = []
    /// The share of its cell that each covered pixel takes, one cell after another.
    private var shares: [Float] = []

    /// The cells fill `side` pixels from `origin` on; pixels before 0 and from `limit` on are paper.
    init(from origin: Float, side: Float, limit: Int) {
      let step = side / Float(fittedSide)
      pixels.reserveCapacity(fittedSide)
      shares.reserveCapacity(Int(side) + 3 * fittedSide)
      for index in 0..<fittedSide {
        let (start, end) = (origin + Float(index) * step, origin + Float(index + 1) * step)
        let first = min(max(0, Int(start.rounded(.down))), limit)
        let last = min(max(first, Int(end.rounded(.up))), limit)
        pixels.append(first..<last)
        for pixel in first..<last {
          shares.append(max(0, min(end, Float(pixel + 1)) - max(start, Float(pixel))) / step)
        }
      }
    }

    /// Writes the means of the cells over a line of `values`, which begins at `start` and goes on every `stride`.
    func average(
      _ values: [Float], from start: Int, step stride: Int, into means: inout [Float], at first: Int, step: Int
    ) {
      var share = 0
      for (index, pixels) in pixels.enumerated() {
        var sum: Float = 0
        for pixel in pixels {
          sum += shares[share] * values[start + pixel * stride]
          share += 1
        }
        means[first + index * step] = sum
      }
    }
  }

  /// Places 20×20 into 28×28 so that the centre of mass lies in [14, 15) on both axes.
  private static func paste(_ fitted: [UInt8]) -> DigitImage {
    var (mass, momentX, momentY) = (Float(0), Float(0), Float(0))
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
