import ImageIngestion
import Imaging
import TestSupport
import Testing

struct InkCoverageTests {
  @Test(arguments: [1, 2, 3, 8]) func enlargedAgreesWithTheNaiveTwin(factor: Int) {
    for (width, height) in [(1, 1), (5, 4), (1, 6), (9, 2)] {
      let image = GrayImage.randomShades(width: width, height: height, seed: 2)
      let coverage = InkCoverage(width: width, height: height, values: image.pixels.map(Float.init))
      let enlarged = coverage.enlarged(by: factor)
      #expect((enlarged.width, enlarged.height) == (width * factor, height * factor))
      for (fast, naive) in zip(enlarged.values, naiveEnlarged(image, by: factor).pixels) {
        #expect(abs(fast - Float(naive)) <= 1)
      }
    }
  }

  /// Bilinear in double precision, from the centres of pixels.
  private func naiveEnlarged(_ image: GrayImage, by factor: Int) -> GrayImage {
    func shade(_ x: Int, _ y: Int) -> Double {
      Double(image[min(max(x, 0), image.width - 1), min(max(y, 0), image.height - 1)])
    }
    let width = image.width * factor
    let pixels = (0..<width * image.height * factor).map { index in
      let x = (Double(index % width) + 0.5) / Double(factor) - 0.5
      let y = (Double(index / width) + 0.5) / Double(factor) - 0.5
      let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
      let (right, down) = (x - Double(left), y - Double(top))
      let above = shade(left, top) * (1 - right) + shade(left + 1, top) * right
      let below = shade(left, top + 1) * (1 - right) + shade(left + 1, top + 1) * right
      return UInt8(above * (1 - down) + below * down + 0.5)
    }
    return GrayImage(width: width, height: image.height * factor, pixels: pixels)
  }
}
