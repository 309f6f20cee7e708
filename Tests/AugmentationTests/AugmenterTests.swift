import Augmentation
import Foundation
import Imaging
import Testing

struct AugmenterTests {
  /// A digit of random blobs, so that every part of a warp shows.
  private func randomDigit(seed: UInt64) -> DigitImage {
    var generator = SeededGenerator(seed: seed)
    var digit = DigitImage()
    for _ in 0..<60 {
      let (x, y) = (Int(generator.uniform(5...21)), Int(generator.uniform(5...21)))
      digit[x, y] = UInt8(generator.uniform(1...255))
      digit[x + 1, y] = UInt8(generator.uniform(1...255))
    }
    return digit
  }

  private func warp(_ digit: DigitImage, by map: AffineMap) -> DigitImage {
    var source = PaddedDigit()
    var result = DigitImage()
    digit.pixels.withUnsafeBufferPointer { source.load($0) }
    result.pixels.withUnsafeMutableBufferPointer { source.warp(by: map, into: $0) }
    return result
  }

  /// The same in double precision, one pixel at a time, testing bounds instead of padding.
  private func naiveWarp(_ digit: DigitImage, by map: AffineMap) -> [Double] {
    func shade(_ x: Int, _ y: Int) -> Double {
      (0..<28).contains(x) && (0..<28).contains(y) ? Double(digit[x, y]) : 0
    }
    return (0..<784).map { index in
      let (x, y) = (Double(index % 28), Double(index / 28))
      let sourceX = Double(map.xx) * x + Double(map.xy) * y + Double(map.x0)
      let sourceY = Double(map.yx) * x + Double(map.yy) * y + Double(map.y0)
      let (column, row) = (Int(sourceX.rounded(.down)), Int(sourceY.rounded(.down)))
      let (weightX, weightY) = (sourceX - Double(column), sourceY - Double(row))
      let upper = shade(column, row) * (1 - weightX) + shade(column + 1, row) * weightX
      let lower = shade(column, row + 1) * (1 - weightX) + shade(column + 1, row + 1) * weightX
      return upper * (1 - weightY) + lower * weightY
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func warpEqualsItsNaiveTwin(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let wide = AugmentationSettings(rotation: 60, shift: 6, scale: 0.3, shear: 20, stroke: 0)
    let map = AffineMap(wide, using: &generator)
    let digit = randomDigit(seed: seed)
    for (fast, naive) in zip(warp(digit, by: map).pixels, naiveWarp(digit, by: map)) {
      // Rounding to whole shades, and to weights of 1/1,024.
      #expect(abs(Double(fast) - naive) <= 0.9)
    }
  }

  @Test func identityChangesNothing() {
    let digit = randomDigit(seed: 5)
    #expect(warp(digit, by: .identity) == digit)
    var augmenter = Augmenter(settings: .none)
    var generator = SeededGenerator(seed: 1)
    #expect(augmenter.augment(digit, using: &generator) == digit)
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

  @Test func sameSeedEpochAndIndexGiveTheSameDigit() {
    let digit = randomDigit(seed: 9)
    func version(epoch: Int, index: Int) -> DigitImage {
      var augmenter = Augmenter()
      var generator = SeededGenerator(seed: 42, epoch: epoch, index: index)
      return augmenter.augment(digit, using: &generator)
    }
    #expect(version(epoch: 3, index: 7) == version(epoch: 3, index: 7))
    #expect(version(epoch: 3, index: 7) != version(epoch: 4, index: 7))
    #expect(version(epoch: 3, index: 7) != version(epoch: 3, index: 8))
  }

  @Test func mapsFollowTheirSettings() {
    let settings = AugmentationSettings(rotation: 20, shift: 2, scale: 0, shear: 0, stroke: 0)
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

  @Test(arguments: [-1, -0.4, 0.4, 1] as [Float])
  func strokeFilterEqualsItsNaiveTwin(amount: Float) {
    let digit = randomDigit(seed: 17)
    func shade(_ x: Int, _ y: Int) -> Int {
      (0..<28).contains(x) && (0..<28).contains(y) ? Int(digit[x, y]) : 0
    }
    var filtered = digit
    var filter = StrokeFilter()
    filtered.pixels.withUnsafeMutableBufferPointer { filter.apply(amount: amount, to: $0) }
    for y in 0..<28 {
      for x in 0..<28 {
        let cross = [shade(x, y), shade(x - 1, y), shade(x + 1, y), shade(x, y - 1), shade(x, y + 1)]
        let extreme = cross.reduce(shade(x, y)) { amount > 0 ? max($0, $1) : min($0, $1) }
        let expected = Float(shade(x, y)) + Float(extreme - shade(x, y)) * abs(amount)
        #expect(abs(Float(filtered[x, y]) - expected) <= 2)
      }
    }
  }
}
