import ImageIngestion
import Imaging
import Testing

struct DistanceTransformTests {
  @Test(arguments: [(1, 1), (1, 30), (30, 1), (2, 2), (23, 31), (40, 17)], [Float(0.002), 0.05, 0.5, 0.95])
  func agreesWithTheNaiveTwin(size: (width: Int, height: Int), share: Float) {
    for seed in UInt64(1)...3 {
      let mask = Drawing.mask(width: size.width, height: size.height, share: share, seed: seed)
      #expect(distances(mask) == naiveDistances(mask), "seed \(seed)")
    }
  }

  @Test func nothingMarkedIsInfinitelyFar() {
    let empty = GrayImage(width: 9, height: 4, filledWith: 0)
    #expect(distances(empty) == Array(repeating: .infinity, count: 36))
  }

  @Test func everythingMarkedIsAtNoDistance() {
    let full = GrayImage(width: 9, height: 4, filledWith: 255)
    #expect(distances(full) == Array(repeating: 0, count: 36))
  }

  private func distances(_ mask: GrayImage) -> [Float] {
    DistanceTransform.distances(width: mask.width, height: mask.height) { mask.pixels[$0] > 0 }
  }

  /// Squares are whole numbers, so even the roots are equal to the last bit.
  private func naiveDistances(_ mask: GrayImage) -> [Float] {
    let marked = mask.pixels.indices.filter { mask.pixels[$0] > 0 }
    return mask.pixels.indices.map { pixel in
      let squared = marked.map { other in
        let (x, y) = (other % mask.width - pixel % mask.width, other / mask.width - pixel / mask.width)
        return x * x + y * y
      }
      return squared.min().map { Float($0).squareRoot() } ?? .infinity
    }
  }
}
