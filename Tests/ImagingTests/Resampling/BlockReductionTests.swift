import Imaging
import TestSupport
import Testing

struct BlockReductionTests {
  /// To the last bit: halves go to the even neighbour, and the blocks are sums of whole numbers.
  @Test(arguments: [(30, 20), (31, 23), (7, 50), (3, 3), (1, 9)], [1, 2, 3, 7, 10])
  func blocksAgreeWithTheNaiveTwin(size: (width: Int, height: Int), factor: Int) {
    let image = GrayImage.randomShades(width: size.width, height: size.height, seed: 1)
    #expect(image.reduced(by: factor) == naiveReduced(image, by: factor))
  }

  /// Means of blocks, which a picture narrower than a block cuts.
  private func naiveReduced(_ image: GrayImage, by factor: Int) -> GrayImage {
    let (width, height) = (max(1, image.width / factor), max(1, image.height / factor))
    let pixels = (0..<width * height).map { index in
      let (left, top) = (index % width * factor, index / width * factor)
      let block = (top..<min(top + factor, image.height)).flatMap { y in
        (left..<min(left + factor, image.width)).map { x in Float(image[x, y]) }
      }
      let mean = factor > 1 ? block.reduce(0, +) * (1 / Float(block.count)) : block[0]
      return UInt8(mean.rounded(.toNearestOrEven))
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }
}
