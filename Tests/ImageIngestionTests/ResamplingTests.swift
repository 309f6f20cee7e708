import ImageIngestion
import Imaging
import Testing

struct ResamplingTests {
  @Test(arguments: [(30, 20), (31, 23), (7, 50), (3, 3), (1, 9)], [1, 2, 3, 7, 10])
  func reducedAgreesWithTheNaiveTwin(size: (width: Int, height: Int), factor: Int) {
    let image = Drawing.randomShades(width: size.width, height: size.height, seed: 1)
    let reduced = image.reduced(by: factor)
    let expected = naiveReduced(image, by: factor)
    #expect((reduced.width, reduced.height) == (expected.width, expected.height))
    #expect(largestDifference(reduced, expected) <= 1, "only the last bit may be rounded otherwise")
  }

  @Test(arguments: [1, 2, 3, 8]) func enlargedAgreesWithTheNaiveTwin(factor: Int) {
    for (width, height) in [(1, 1), (5, 4), (1, 6), (9, 2)] {
      let image = Drawing.randomShades(width: width, height: height, seed: 2)
      let coverage = InkCoverage(width: width, height: height, values: image.pixels.map(Float.init))
      let enlarged = coverage.enlarged(by: factor)
      #expect((enlarged.width, enlarged.height) == (width * factor, height * factor))
      for (fast, naive) in zip(enlarged.values, naiveEnlarged(image, by: factor).pixels) {
        #expect(abs(fast - Float(naive)) <= 1)
      }
    }
  }

  @Test(arguments: [
    PixelBox(x: 0, y: 0, width: 13, height: 11), PixelBox(x: 12, y: 10, width: 1, height: 1),
    PixelBox(x: 3, y: 2, width: 7, height: 9), PixelBox(x: 5, y: 5, width: 0, height: 4),
  ]) func croppedKeepsWhatIsInside(box: PixelBox) {
    let image = Drawing.randomShades(width: 13, height: 11, seed: 3)
    let part = image.cropped(to: box)
    #expect((part.width, part.height) == (box.width, box.height))
    for y in 0..<box.height {
      for x in 0..<box.width { #expect(part[x, y] == image[box.x + x, box.y + y]) }
    }
  }

  @Test func invertingTwiceChangesNothing() {
    let image = Drawing.randomShades(width: 20, height: 20, seed: 4)
    #expect(image.inverted().inverted() == image)
    #expect(zip(image.pixels, image.inverted().pixels).allSatisfy { Int($0) + Int($1) == 255 })
  }

  @Test(arguments: [0, 1, 3, 40]) func blurAndExtremesAgreeWithTheNaiveTwins(radius: Int) {
    let image = Drawing.randomShades(width: 19, height: 14, seed: 5)
    let windows = (0..<image.pixels.count).map { window(of: image, around: $0, radius: radius) }
    let means = windows.map { UInt8(Double($0.reduce(0) { $0 + Int($1) }) / Double($0.count) + 0.5) }
    let naive = GrayImage(width: 19, height: 14, pixels: means)
    #expect(largestDifference(image.boxBlurred(radius: radius), naive) <= 1)
    #expect(image.extremeFiltered(radius: radius, largest: true).pixels == windows.map { $0.max() ?? 0 })
    #expect(image.extremeFiltered(radius: radius, largest: false).pixels == windows.map { $0.min() ?? 0 })
  }

  private func window(of image: GrayImage, around pixel: Int, radius: Int) -> [UInt8] {
    let (x, y) = (pixel % image.width, pixel / image.width)
    return image.pixels.indices.filter {
      abs($0 % image.width - x) <= radius && abs($0 / image.width - y) <= radius
    }.map { image.pixels[$0] }
  }

  private func largestDifference(_ one: GrayImage, _ other: GrayImage) -> Int {
    zip(one.pixels, other.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  /// Means of blocks, which a picture narrower than a block cuts.
  private func naiveReduced(_ image: GrayImage, by factor: Int) -> GrayImage {
    let (width, height) = (max(1, image.width / factor), max(1, image.height / factor))
    let pixels = (0..<width * height).map { index in
      let (left, top) = (index % width * factor, index / width * factor)
      let block = (top..<min(top + factor, image.height)).flatMap { y in
        (left..<min(left + factor, image.width)).map { x in Double(image[x, y]) }
      }
      return UInt8(block.reduce(0, +) / Double(block.count) + 0.5)
    }
    return GrayImage(width: width, height: height, pixels: pixels)
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
