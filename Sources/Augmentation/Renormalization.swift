import Imaging

/// Where a warped digit has to go to lie as ingestion lays digits: the longest side 20 pixels, the centre of mass in
/// [14, 15) from the edges (pixel centres at + 0.5). It is found from where the warp takes the pixels with ink, before
/// any is resampled, so that this costs no second interpolation.
package enum Renormalization {
  private static let fittedSide: Float = 20
  /// Ink, as ingestion sees it: 8 % of black.
  private static let inkThreshold: UInt8 = 20
  /// From here on a pixel at the end of a stroke counts as filled by it.
  private static let filledShade: Float = 128
  /// Smaller digits are not enlarged any more than those of this many pixels.
  private static let smallestSide: Float = 10

  /// To be done before `map` and before `field` moves. `field` must have been evaluated without a framing.
  package static func framing(of digit: PaddedDigit, warpedBy map: AffineMap, movedBy field: ElasticField?) -> Framing {
    let ink = measure(digit, map, field)
    var framing = Framing()
    guard ink.mass > 0 else { return framing }
    let side = max(ink.right - ink.left, ink.bottom - ink.top, smallestSide)
    framing.step = side / fittedSide
    framing.x0 = origin(from: ink.left, to: ink.right, centre: ink.momentX / ink.mass, side: side)
    framing.y0 = origin(from: ink.top, to: ink.bottom, centre: ink.momentY / ink.mass, side: side)
    return framing
  }

  /// The square of the longest side has the ink's box in its middle; its pixels fall onto whole pixels.
  private static func origin(from low: Float, to high: Float, centre: Float, side: Float) -> Float {
    let step = side / fittedSide
    let start = (low + high - side) / 2
    let offset = (14 - (centre - start) / step).rounded(.up)
    return start + (0.5 - offset) * step
  }

  private struct Ink {
    var (left, right, top, bottom) = (Float.infinity, -Float.infinity, Float.infinity, -Float.infinity)
    var (mass, momentX, momentY) = (Float(0), Float(0), Float(0))
  }

  private static func measure(_ digit: PaddedDigit, _ map: AffineMap, _ field: ElasticField?) -> Ink {
    let forward = map.inverse
    let reachX = (forward.xx * forward.xx + forward.xy * forward.xy).squareRoot()
    let reachY = (forward.yx * forward.yx + forward.yy * forward.yy).squareRoot()
    var ink = Ink()
    digit.pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<DigitImage.side {
        let row = (y + PaddedDigit.margin) * PaddedDigit.side + PaddedDigit.margin
        for x in 0..<DigitImage.side where pixels[row + x] >= inkThreshold {
          let shade = Float(pixels[row + x])
          let place = destination(of: SIMD2(Float(x), Float(y)), forward, field)
          // From the pixel's centre to the end of the ink in it.
          let end = min(1, shade / filledShade) - 0.5
          ink.left = min(ink.left, place.x - end * reachX)
          ink.right = max(ink.right, place.x + end * reachX)
          ink.top = min(ink.top, place.y - end * reachY)
          ink.bottom = max(ink.bottom, place.y + end * reachY)
          ink.mass += shade
          ink.momentX += shade * place.x
          ink.momentY += shade * place.y
        }
      }
    }
    return ink
  }

  /// Where the pixel at `source` goes. Displacements belong to the places that pixels go to, so that these are found
  /// by iteration; they change slowly, and two steps come within a tenth of a pixel.
  @inline(__always)
  private static func destination(of source: SIMD2<Float>, _ forward: AffineMap, _ field: ElasticField?) -> SIMD2<Float>
  {
    func apply(_ point: SIMD2<Float>) -> SIMD2<Float> {
      SIMD2(
        forward.xx * point.x + forward.xy * point.y + forward.x0,
        forward.yx * point.x + forward.yy * point.y + forward.y0)
    }
    var place = apply(source)
    guard let field else { return place }
    for _ in 0..<2 { place = apply(source - field.displacement(near: place)) }
    return place
  }
}
