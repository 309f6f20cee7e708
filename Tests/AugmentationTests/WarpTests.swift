import Augmentation
import Foundation
import Imaging
import Testing

struct WarpTests {
  private func warp(_ digit: DigitImage, by map: AffineMap, movedBy field: ElasticField? = nil) -> DigitImage {
    var source = digit.padded
    return digit.changed { source.warp(by: map, movedBy: field, into: $0) }
  }

  /// The same in double precision, one pixel at a time, testing bounds instead of padding.
  private func naiveWarp(_ digit: DigitImage, by map: AffineMap, movedBy field: ElasticField?) -> [Double] {
    (0..<784).map { index in
      let (x, y) = (Double(index % 28), Double(index / 28))
      let (dx, dy) = (Double(field?.dx[index] ?? 0), Double(field?.dy[index] ?? 0))
      let sourceX = Double(map.xx) * x + Double(map.xy) * y + Double(map.x0) + dx
      let sourceY = Double(map.yx) * x + Double(map.yy) * y + Double(map.y0) + dy
      let (column, row) = (Int(sourceX.rounded(.down)), Int(sourceY.rounded(.down)))
      let (weightX, weightY) = (sourceX - Double(column), sourceY - Double(row))
      let upper = digit.shade(column, row) * (1 - weightX) + digit.shade(column + 1, row) * weightX
      let lower = digit.shade(column, row + 1) * (1 - weightX) + digit.shade(column + 1, row + 1) * weightX
      return upper * (1 - weightY) + lower * weightY
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func equalsItsNaiveTwin(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let wide = AugmentationSettings.only {
      $0.rotation = 60
      $0.shift = 6
      $0.scale = 0.3
      $0.shear = 20
    }
    let map = AffineMap(wide, using: &generator)
    var field = ElasticField(sigma: 4)
    field.draw(displacement: 1.5, using: &generator)
    field.evaluate(at: Framing())
    let digit = DigitImage.random(seed: seed)
    for field in [nil, field] {
      let pairs = zip(warp(digit, by: map, movedBy: field).pixels, naiveWarp(digit, by: map, movedBy: field))
      // Rounding to whole shades, and of places to 1/256 pixel along both axes.
      for (fast, naive) in pairs { #expect(abs(Double(fast) - naive) <= 1.6) }
    }
  }

  @Test func identityChangesNothing() {
    let digit = DigitImage.random(seed: 5)
    #expect(warp(digit, by: .identity) == digit)
  }

  @Test func shiftMovesRightAndDown() {
    var digit = DigitImage()
    digit[10, 12] = 200
    let map = AffineMap(rotation: 0, shear: 0, scaleX: 1, scaleY: 1, shiftX: 3, shiftY: 2)
    #expect(warp(digit, by: map)[13, 14] == 200)
  }

  @Test func positiveRotationTurnsClockwise() {
    var digit = DigitImage()
    digit[14, 4] = 255
    digit[13, 4] = 255
    let turned = warp(digit, by: AffineMap(rotation: .pi / 2, shear: 0, scaleX: 1, scaleY: 1, shiftX: 0, shiftY: 0))
    #expect(turned[23, 13] == 255 && turned[23, 14] == 255)
  }

  @Test func enlargingSpreadsFromTheCentre() {
    var digit = DigitImage()
    digit[18, 13] = 255
    digit[18, 14] = 255
    let map = AffineMap(rotation: 0, shear: 0, scaleX: 1.5, scaleY: 1, shiftX: 0, shiftY: 0)
    let large = warp(digit, by: map)
    // 4.5 right of the centre becomes 6.75: column 20.25.
    #expect(large[20, 13] > large[21, 13] && large[21, 13] > 0 && large[18, 13] == 0)
  }

  @Test func mapsFollowTheirSettings() {
    let settings = AugmentationSettings.only { ($0.rotation, $0.shift) = (20, 2) }
    var generator = SeededGenerator(seed: 11)
    let angles = (0..<10_000).map { _ in
      let map = AffineMap(settings, using: &generator)
      return Double(atan2(-map.yx, map.yy)) * 180 / .pi
    }
    let mean = angles.reduce(0, +) / 10_000
    let deviation = (angles.reduce(0) { $0 + $1 * $1 } / 10_000).squareRoot()
    #expect(abs(mean) < 0.4)
    // A normal of deviation 10 clamped at two deviations has deviation 9.6.
    #expect(abs(deviation - 9.6) < 0.3)
    #expect(angles.allSatisfy { abs($0) <= 20.001 })
  }

  /// A mirror image would need a map that changes the sense of rotation.
  @Test func nothingIsMirrored() {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<10_000 {
      let map = AffineMap(AugmentationSettings(), using: &generator)
      #expect(map.xx * map.yy - map.xy * map.yx > 0.5)
    }
  }
}
