import ImageIngestion
import Imaging
import TestSupport
import Testing

struct WindowFilterTests {
  @Test(arguments: [0, 1, 3, 40]) func blurAndExtremesAgreeWithTheNaiveTwins(radius: Int) {
    let image = GrayImage.randomShades(width: 19, height: 14, seed: 5)
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
}
