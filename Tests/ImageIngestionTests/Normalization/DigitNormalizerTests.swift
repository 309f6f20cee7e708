import ImageIngestion
import Imaging
import TestSupport
import Testing

struct DigitNormalizerTests {
  /// Overlapping discs along a random walk, of the size of a digit's strokes.
  private func blob(seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    let side = Int(generator.uniform(30...200))
    var ink = GrayImage(width: side, height: side, filledWith: 0)
    var (x, y) = (Float(side) / 2, Float(side) / 2)
    for _ in 0..<20 {
      let radius = generator.uniform(0.04...0.1) * Float(side)
      x = min(max(x + 0.08 * Float(side) * generator.normal(), radius), Float(side) - radius)
      y = min(max(y + 0.12 * Float(side) * generator.normal(), radius), Float(side) - radius)
      for row in Int(y - radius)..<min(side, Int(y + radius) + 1) {
        for column in Int(x - radius)..<min(side, Int(x + radius) + 1) {
          let (right, down) = (Float(column) + 0.5 - x, Float(row) + 0.5 - y)
          if right * right + down * down < radius * radius { ink[column, row] = 255 }
        }
      }
    }
    return ink
  }

  @Test(arguments: UInt64(1)...100) func blobsAreFittedAndCentred(seed: UInt64) {
    let digit = DigitNormalizer.normalize(ink: blob(seed: seed))
    #expect(digit.longestSide == 20, "seed \(seed)")
    #expect(digit.peak == 255, "seed \(seed)")
    #expect(digit.isCentred, "seed \(seed): \(digit.centreOfMass)")
  }

  /// A symmetric shape has its centre of mass between two pixels; MNIST has it at 14, not at 15.
  @Test func symmetricShapesAreCentredToo() {
    let square = GrayImage(width: 40, height: 40, filledWith: 255)
    let digit = DigitNormalizer.normalize(ink: square)
    #expect(digit.centreOfMass == (14, 14))
    #expect(digit.pixels.count { $0 == 255 } == 400)
  }

  /// Moving or enlarging the ink changes nothing but rounding.
  @Test(arguments: UInt64(1)...10) func placeAndSizeDoNotMatter(seed: UInt64) {
    let ink = blob(seed: seed)
    let expected = DigitNormalizer.normalize(ink: ink)
    let wide = GrayImage(width: ink.width + 31, height: ink.height + 17, filledWith: 0)
    #expect(DigitNormalizer.normalize(ink: wide.inked(with: ink, left: 31, top: 9, shade: 255)) == expected)
    var large = GrayImage(width: ink.width * 3, height: ink.height * 3)
    for y in 0..<large.height { for x in 0..<large.width { large[x, y] = ink[x / 3, y / 3] } }
    #expect(DigitNormalizer.normalize(ink: large).meanDifference(from: expected) < 0.5)
  }

  /// Area averages of the box, computed from 20 × 20 samples of each pixel of the result.
  @Test(arguments: [(40, 40), (37, 20), (13, 33), (55, 54)]) func averagesAreas(width: Int, height: Int) {
    var ink = GrayImage(width: width, height: height, filledWith: 0)
    for y in 0..<height {
      for x in 0..<width where (x / 7 + y / 5) % 2 == 0 || y == 0 || x == 0 || y == height - 1 || x == width - 1 {
        ink[x, y] = 255
      }
    }
    let digit = DigitNormalizer.normalize(ink: ink)
    let expected = sampledFit(ink)
    let (left, top) = offset(of: digit, from: expected)
    var largest = 0.0
    for y in 0..<20 {
      for x in 0..<20 {
        largest = max(largest, abs(Double(digit[left + x, top + y]) - expected[y * 20 + x]))
      }
    }
    // 400 samples of a pixel that an edge crosses, after stretching to the peak.
    #expect(largest < 26)
  }

  private func sampledFit(_ ink: GrayImage) -> [Double] {
    let side = Double(max(ink.width, ink.height))
    let (left, top) = ((Double(ink.width) - side) / 2, (Double(ink.height) - side) / 2)
    let means = (0..<400).map { cell in
      var sum = 0.0
      for sample in 0..<400 {
        let x = left + (Double(cell % 20) + (Double(sample % 20) + 0.5) / 20) * side / 20
        let y = top + (Double(cell / 20) + (Double(sample / 20) + 0.5) / 20) * side / 20
        guard x >= 0, y >= 0, x < Double(ink.width), y < Double(ink.height) else { continue }
        sum += Double(ink[Int(x), Int(y)]) / 400
      }
      return sum
    }
    let peak = means.max() ?? 1
    return means.map { $0 * 255 / peak }
  }

  /// Where the 20×20 lies in the 28×28: the offset that brings the centres of mass nearest.
  private func offset(of digit: DigitImage, from fitted: [Double]) -> (Int, Int) {
    let mass = fitted.reduce(0, +)
    let x = fitted.enumerated().reduce(0) { $0 + $1.element * (Double($1.offset % 20) + 0.5) } / mass
    let y = fitted.enumerated().reduce(0) { $0 + $1.element * (Double($1.offset / 20) + 0.5) } / mass
    return (Int((digit.centreOfMass.x - x).rounded()), Int((digit.centreOfMass.y - y).rounded()))
  }

  @Test func noInkGivesAnEmptyDigit() {
    #expect(DigitNormalizer.normalize(ink: GrayImage(width: 30, height: 20, filledWith: 0)) == DigitImage())
    #expect(DigitNormalizer.normalize(ink: GrayImage(width: 0, height: 0)) == DigitImage())
  }
}
