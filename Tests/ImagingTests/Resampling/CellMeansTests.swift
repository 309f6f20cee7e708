import Imaging
import TestSupport
import Testing

struct CellMeansTests {
  @Test(arguments: [(30, 20), (31, 23), (7, 50), (1, 9)], [1, 2, 3, 8])
  func blocksAgreeWithTheNaiveTwin(size: (width: Int, height: Int), factor: Int) {
    let image = GrayImage.randomShades(width: size.width, height: size.height, seed: 1)
    func blocks(_ length: Int) -> [Range<Int>] {
      stride(from: 0, to: length, by: factor).map { $0..<min($0 + factor, length) }
    }
    let expected = naiveMeans(image, columns: blocks(size.width), rows: blocks(size.height))
    var means = CellMeans(width: size.width, height: size.height, factor: factor)
    // The even columns of all rows, then the odd ones from the last row up, as an interlaced file might send them.
    for first in 0..<2 {
      for y in first == 0 ? Array(0..<size.height) : (0..<size.height).reversed() {
        let pixels = stride(from: first, to: size.width, by: 2).map { image[$0, y] }
        pixels.withUnsafeBufferPointer { means.add($0, row: y, first: first, step: 2) }
      }
    }
    #expect(means.image == expected)
  }

  @Test(arguments: [(100, 80, 24), (33, 200, 32), (7, 900, 50), (25, 24, 24)])
  func thumbnailsAgreeWithTheNaiveTwin(width: Int, height: Int, side: Int) {
    let image = GrayImage.randomShades(width: width, height: height, seed: 2)
    let longest = max(width, height)
    func cells(_ length: Int) -> [Range<Int>] {
      let count = max(1, length * side / longest)
      return (0..<count).map { $0 * length / count..<($0 + 1) * length / count }
    }
    #expect(image.fitted(into: side) == naiveMeans(image, columns: cells(width), rows: cells(height)))
  }

  @Test func smallPicturesAreEnlargedByWholeFactors() {
    let image = GrayImage.randomShades(width: 5, height: 3, seed: 3)
    let fitted = image.fitted(into: 17)
    #expect((fitted.width, fitted.height) == (15, 9))
    for y in 0..<9 {
      for x in 0..<15 { #expect(fitted[x, y] == image[x / 3, y / 3]) }
    }
  }

  private func naiveMeans(_ image: GrayImage, columns: [Range<Int>], rows: [Range<Int>]) -> GrayImage {
    let pixels = rows.flatMap { rows in
      columns.map { columns in
        let cell = rows.flatMap { y in columns.map { x in Int(image[x, y]) } }
        return UInt8((cell.reduce(0, +) + cell.count / 2) / cell.count)
      }
    }
    return GrayImage(width: columns.count, height: rows.count, pixels: pixels)
  }
}
