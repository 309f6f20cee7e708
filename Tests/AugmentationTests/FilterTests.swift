import Augmentation
import Foundation
import Imaging
import Testing

struct FilterTests {
  @Test(arguments: [-1, -0.4, 0.4, 1] as [Float])
  func strokeEqualsItsNaiveTwin(amount: Float) {
    let digit = DigitImage.random(seed: 17)
    var padded = digit.padded
    var filter = StrokeFilter()
    filter.apply(amount: amount, to: &padded)
    let filtered = digit.changed { padded.store(into: $0) }
    for y in 0..<28 {
      for x in 0..<28 {
        let cross = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)].map { digit.shade(x + $0.0, y + $0.1) }
        let extreme = cross.reduce(cross[0]) { amount > 0 ? max($0, $1) : min($0, $1) }
        let expected = cross[0] + (extreme - cross[0]) * Double(abs(amount))
        #expect(abs(Double(filtered[x, y]) - expected) <= 2)
      }
    }
  }

  @Test(arguments: [0.2, 0.5, 0.8, 0.99] as [Float])
  func blurHasTheDeviationAskedFor(sigma: Float) {
    var point = DigitImage()
    point[13, 9] = 255
    var filter = BlurFilter()
    let blurred = point.changed { filter.apply(sigma: sigma, to: $0) }
    #expect(abs(blurred.ink - 255) < 6)
    for isAcross in [true, false] {
      let variance = blurred.pixels.enumerated().reduce(0.0) { sum, pixel in
        let distance = Double(isAcross ? pixel.offset % 28 - 13 : pixel.offset / 28 - 9)
        return sum + distance * distance * Double(pixel.element)
      }
      #expect(abs((variance / blurred.ink).squareRoot() - Double(sigma)) < 0.04)
    }
  }

  @Test func blurLosesInkOnlyAtTheEdge() {
    let white = DigitImage(pixels: Array(repeating: 255, count: 784))
    var filter = BlurFilter()
    let blurred = white.changed { filter.apply(sigma: 0.8, to: $0) }
    #expect(blurred[14, 14] == 255 && blurred[1, 1] == 255)
    #expect(blurred[0, 14] < 255 && blurred[0, 0] < blurred[0, 14])
  }

  @Test func gammaStaysInItsRange() {
    let ramp = DigitImage(pixels: (0..<784).map { UInt8($0 % 256) })
    let curve = ShadeCurve(gamma: 0.4)
    var exponents: [Double] = []
    for index in 0..<3_000 {
      var generator = SeededGenerator(seed: 19, epoch: 0, index: index)
      let changed = ramp.changed { curve.applyGamma(to: $0, using: &generator) }
      #expect(changed.pixels[0] == 0 && changed.pixels[255] == 255)
      exponents.append(log(Double(changed.pixels[128]) / 255) / log(128.0 / 255))
    }
    let (least, most) = (exponents.min() ?? 0, exponents.max() ?? 0)
    #expect(abs(least - 1 / 1.4) < 0.01 && abs(most - 1.4) < 0.01)
    // Thinner and thicker are as likely.
    #expect(abs(exponents.reduce(0) { $0 + log($1) } / 3_000) < 0.02)
  }

  @Test(arguments: [32, 100, 128, 200, 254] as [UInt8])
  func stretchingReachesThePeak(peak: UInt8) {
    let image = DigitImage(pixels: (0..<784).map { UInt8($0 % (Int(peak) + 1)) })
    let stretched = image.changed { ShadeCurve.stretch($0) }
    for (before, after) in zip(image.pixels, stretched.pixels) {
      #expect(abs(Double(after) - Double(before) * 255 / Double(peak)) <= 2)
    }
    #expect((stretched.pixels.max() ?? 0) >= 254)
  }
}
