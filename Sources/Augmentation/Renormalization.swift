import Imaging

/// Brings a warped digit to how ingestion lays digits: the longest side 20 pixels, the centre of mass in [14, 15) from
/// the edges (pixel centres at + 0.5). The size is found from where the warp takes the pixels with ink, before any is
/// resampled, and the centre is reached in whole pixels, so that neither costs a second interpolation.
package enum Renormalization {
  private static let fittedSide: Float = 20
  /// Ink, as ingestion sees it: 8 % of black.
  private static let inkThreshold: UInt8 = 20
  /// From here on a pixel at the end of a stroke counts as filled by it.
  private static let filledShade: Float = 128
  /// Smaller digits are not enlarged any more than those of this many pixels.
  private static let smallestSide: Float = 10

  /// To be done before `map` and before `field` moves: it puts the ink's box into the middle, the longest side 20
  /// pixels that fall onto whole pixels. `field` must have been evaluated without a framing.
  package static func framing(of digit: PaddedDigit, warpedBy map: AffineMap, movedBy field: ElasticField?) -> Framing {
    let box = inkBox(of: digit, map, field)
    var framing = Framing()
    guard box.right > box.left, box.bottom > box.top else { return framing }
    framing.step = max(box.right - box.left, box.bottom - box.top, smallestSide) / fittedSide
    let middle = Float(DigitImage.side - 1) / 2
    framing.x0 = (box.left + box.right) / 2 - middle * framing.step
    framing.y0 = (box.top + box.bottom) / 2 - middle * framing.step
    return framing
  }

  /// Moves `image` (784 values) by whole pixels until its centre of mass is in the middle; what leaves it is lost.
  package static func centre(_ image: UnsafeMutableBufferPointer<UInt8>) {
    let side = DigitImage.side
    var mass = Int32(0)
    var momentX = Int32(0)
    var momentY = Int32(0)
    for y in 0..<side {
      var row: Int32 = 0
      for x in 0..<side {
        let shade = Int32(image[y * side + x])
        row &+= shade
        momentX &+= shade &* Int32(x)
      }
      mass &+= row
      momentY &+= row &* Int32(y)
    }
    guard mass > 0 else { return }
    // floor(15 - centre), where the centre is moment / mass + 0.5.
    let right = Int((14.5 - Float(momentX) / Float(mass)).rounded(.down))
    let down = Int((14.5 - Float(momentY) / Float(mass)).rounded(.down))
    if right != 0 || down != 0 { move(image, right: right, down: down) }
  }

  private static func move(_ image: UnsafeMutableBufferPointer<UInt8>, right: Int, down: Int) {
    let side = DigitImage.side
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DigitImage.pixelCount) { before in
      _ = before.update(from: image)
      image.update(repeating: 0)
      for y in max(0, down)..<min(side, side + down) {
        for x in max(0, right)..<min(side, side + right) {
          image[y * side + x] = before[(y - down) * side + x - right]
        }
      }
    }
  }

  /// The edges of the ink.
  private struct Box {
    var left = Float.infinity
    var right = -Float.infinity
    var top = Float.infinity
    var bottom = -Float.infinity
  }

  private static func inkBox(of digit: PaddedDigit, _ map: AffineMap, _ field: ElasticField?) -> Box {
    let forward = map.inverse
    let reachX = (forward.xx * forward.xx + forward.xy * forward.xy).squareRoot()
    let reachY = (forward.yx * forward.yx + forward.yy * forward.yy).squareRoot()
    var box = Box()
    digit.pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<DigitImage.side {
        let row = (y + PaddedDigit.margin) * PaddedDigit.side + PaddedDigit.margin
        for x in 0..<DigitImage.side where pixels[row + x] >= inkThreshold {
          let place = destination(of: SIMD2(Float(x), Float(y)), forward, field)
          // From the pixel's centre to the end of the ink in it.
          let end = min(1, Float(pixels[row + x]) / filledShade) - 0.5
          box.left = min(box.left, place.x - end * reachX)
          box.right = max(box.right, place.x + end * reachX)
          box.top = min(box.top, place.y - end * reachY)
          box.bottom = max(box.bottom, place.y + end * reachY)
        }
      }
    }
    return box
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
