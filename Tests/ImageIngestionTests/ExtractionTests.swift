import ImageIngestion
import Imaging
import TestSupport
import Testing

struct BlankPageTests {
  @Test(arguments: [UInt8(0), 1, 100, 128, 200, 254, 255], [(1, 1), (28, 28), (5, 300), (640, 480)])
  func evenPagesAreBlank(shade: UInt8, size: (width: Int, height: Int)) {
    let page = GrayImage(width: size.width, height: size.height, filledWith: shade)
    let extraction = DigitExtractor().extract(from: page)
    #expect(extraction.digit == nil)
    #expect(extraction.measurements == nil && extraction.inkMask.pixels.allSatisfy { $0 == 0 })
  }

  /// As light falls off across a page under a lamp: from left to right, from top to bottom, and both.
  @Test(arguments: [(Float(255), Float(180)), (180, 240), (110, 80)], [0, 1, 2])
  func gradientsAreBlank(shades: (from: Float, to: Float), direction: Int) {
    let page = gradient(from: shades.from, to: shades.to, direction: direction)
    #expect(DigitExtractor().extract(from: page).digit == nil)
  }

  @Test(arguments: [0, 1, 2]) func steepGradientsAreBlankOrDoubtful(direction: Int) {
    let page = gradient(from: 200, to: 60, direction: direction)
    #expect(!DigitExtractor().extract(from: page).isPlain)
  }

  private func gradient(from first: Float, to last: Float, direction: Int) -> GrayImage {
    var page = GrayImage(width: 300, height: 240)
    for y in 0..<240 {
      for x in 0..<300 {
        let (right, down) = (Float(x) / 299, Float(y) / 239)
        page[x, y] = UInt8(first + (last - first) * [right, down, (right + down) / 2][direction])
      }
    }
    return page
  }

  @Test(arguments: [Float(1), 3, 6, 12], [UInt8(90), 170, 245])
  func noiseIsBlankOrDoubtful(deviation: Float, shade: UInt8) {
    for seed in UInt64(1)...5 {
      for (width, height) in [(400, 300), (150, 150), (64, 90)] {
        let page = GrayImage(width: width, height: height, filledWith: shade).noisy(deviation: deviation, seed: seed)
        #expect(!DigitExtractor().extract(from: page).isPlain, "seed \(seed), \(width)x\(height)")
      }
    }
  }
}

struct DrawnDigitTests {
  /// Size of the page, of the digit, and its top left corner.
  struct Placement: Sendable {
    var width, height, size, left, top: Int
  }

  private static let placements = [
    Placement(width: 150, height: 150, size: 100, left: 25, top: 25),
    Placement(width: 400, height: 300, size: 200, left: 40, top: 60),
    Placement(width: 900, height: 700, size: 160, left: 600, top: 100),
    Placement(width: 700, height: 900, size: 120, left: 90, top: 650),
    Placement(width: 320, height: 320, size: 300, left: 10, top: 10),
  ]

  /// In 1/255, averaged over all pixels: the strokes' edges fall otherwise on the pixels of each size.
  private static let tolerance = 6.0

  @Test(arguments: 0...9) func placeAndSizeDoNotMatter(digit: Int) throws {
    let reference = DigitNormalizer.normalize(ink: Drawing.ink(of: digit, size: 200, seed: 3))
    for placement in Self.placements {
      let page = page(digit, placement, paper: 235, ink: 35)
      let extraction = DigitExtractor().extract(from: page)
      #expect(extraction.measurements?.polarity == .dark)
      let found = try #require(extraction.digit, "\(placement)")
      #expect(found.longestSide == 20 && found.peak == 255 && found.isCentred, "\(placement)")
      #expect(found.meanDifferenceIgnoringShift(from: reference) < Self.tolerance, "\(placement)")
    }
  }

  @Test(arguments: 0...9) func whiteOnBlackGivesTheSame(digit: Int) throws {
    for placement in Self.placements {
      let page = page(digit, placement, paper: 235, ink: 35)
      let dark = try #require(DigitExtractor().extract(from: page).digit, "\(placement)")
      let negative = DigitExtractor().extract(from: page.inverted())
      #expect(negative.measurements?.polarity == .light, "\(placement)")
      // Means are rounded up in one and down in the other.
      #expect(try #require(negative.digit).meanDifference(from: dark) < 0.5, "\(placement)")
    }
  }

  @Test func forcedPolarityIsObeyed() {
    let page = page(3, Self.placements[0], paper: 235, ink: 35)
    #expect(DigitExtractor(polarity: .dark).extract(from: page).digit == DigitExtractor().extract(from: page).digit)
    let light = DigitExtractor(polarity: .light)
    #expect(light.extract(from: page.inverted()).digit == DigitExtractor().extract(from: page.inverted()).digit)
    #expect(light.extract(from: page).digit != DigitExtractor().extract(from: page).digit)
  }

  private func page(_ digit: Int, _ placement: Placement, paper: UInt8, ink: UInt8) -> GrayImage {
    GrayImage(width: placement.width, height: placement.height, filledWith: paper).inked(
      with: Drawing.ink(of: digit, size: placement.size, seed: 3), left: placement.left, top: placement.top, shade: ink)
  }
}
