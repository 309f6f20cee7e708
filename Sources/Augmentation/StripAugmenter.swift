import Imaging
import Platform

/// Makes new training strips out of a strip with a number: 192×48, each a little different, as the same hand and scanner
/// might give them. The number keeps its text, so the distortions are small. What a strip becomes depends only on the
/// generator.
package struct StripAugmenter: Sendable {
  /// The share of strips that stay as they are but for their place.
  private static let plainShare: Float = 0.15
  /// Widths and heights relative to those of the strip; a wide strip becomes as narrow as it must.
  private static let widths: ClosedRange<Float> = 0.88...1.14
  private static let heights: ClosedRange<Float> = 0.9...1.06
  /// The tangent of the slant, and the slope of the line.
  private static let slant: Float = 0.12
  private static let slope: Float = 0.025
  /// Rows by which the line moves.
  private static let rise: Float = 2
  /// Exponents of the curve of shades, and the noise's standard deviation in shades, each up to so much.
  private static let gamma: Float = 0.3
  private static let noise: Float = 7

  package init() {}

  /// Writes a strip of 192×48 to `output` (0 black … 255 white). Beyond `strip`, its edges go on.
  package func augment(
    _ strip: NumberStrip, into output: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator
  ) {
    precondition(output.count == NumberStrip.trainingWidth * NumberStrip.height)
    let isPlain = generator.happens(Self.plainShare)
    let map = StripMap(strip, isPlain: isPlain, using: &generator)
    let gamma = isPlain ? 1 : exp(generator.around(Self.gamma))
    let curve = (0...255).map { 255 * pow(Float($0) / 255, gamma) }
    let noise = isPlain ? 0 : generator.uniform(0...Self.noise)
    strip.picture.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<NumberStrip.height {
        for column in 0..<NumberStrip.trainingWidth {
          let source = map.source(Float(column), Float(row))
          let shade = shade(
            pixels, width: strip.picture.width, height: NumberStrip.height, x: source.x, y: source.y)
          let whole = Int(shade)
          var value = mixed(curve[whole], curve[min(whole + 1, 255)], share: shade - Float(whole))
          if noise > 0 { value += noise * generator.bell() }
          output[row * NumberStrip.trainingWidth + column] = UInt8(min(max(value + 0.5, 0), 255))
        }
      }
    }
  }

  /// Where each place of the new strip comes from.
  private struct StripMap {
    /// Source column = `xx` · column + `xy` · row + `x0`, source row = `yx` · column + `yy` · row + `y0`.
    private let xx, xy, x0, yx, yy, y0: Float

    init(_ strip: NumberStrip, isPlain: Bool, using generator: inout SeededGenerator) {
      let (width, whole) = (Float(strip.picture.width), Float(NumberStrip.trainingWidth))
      let wanted = isPlain ? 1 : generator.uniform(StripAugmenter.widths)
      let scale = min(wanted, whole / width)
      let place = generator.uniform(0...max(0, whole - width * scale))
      // Whole columns, so that a strip that is not drawn anew stays sharp.
      let left = isPlain ? place.rounded(.down) : place
      let middle = Float(NumberStrip.height - 1) / 2
      let height = isPlain ? 1 : generator.uniform(StripAugmenter.heights)
      let slant = isPlain ? 0 : generator.around(StripAugmenter.slant)
      let slope = isPlain ? 0 : generator.around(StripAugmenter.slope)
      let rise = isPlain ? 0 : generator.around(StripAugmenter.rise)
      (xx, xy, yx, yy) = (1 / scale, slant, slope, 1 / height)
      x0 = (0.5 - left) / scale - 0.5 - slant * middle
      y0 = middle - middle / height - slope * (left + width * scale / 2) + rise
    }

    func source(_ column: Float, _ row: Float) -> (x: Float, y: Float) {
      (xx * column + xy * row + x0, yx * column + yy * row + y0)
    }
  }
}
