import Imaging

/// A picture reduced while its rows come in: blocks of `factor` × `factor` pixels become one, their mean. The blocks at
/// the right and at the bottom may be smaller.
struct BlockAverage {
  let width, height: Int
  private let sourceWidth, sourceHeight: Int
  private let factor: Int
  private var sums: [UInt32]

  /// The size is that of the whole picture.
  init(width: Int, height: Int, factor: Int) {
    (sourceWidth, sourceHeight, self.factor) = (width, height, factor)
    (self.width, self.height) = ((width + factor - 1) / factor, (height + factor - 1) / factor)
    sums = Array(repeating: 0, count: self.width * self.height)
  }

  /// Takes rows of `pass`, from its row `firstRow` on. `pixels` holds whole rows, `sourceWidth` long, of which only those
  /// that the pass has at their beginning count.
  mutating func add(_ pixels: [UInt8], of pass: InterlacePass, from firstRow: Int) {
    let columns = pass.columns(of: sourceWidth)
    pixels.withUnsafeBufferPointer { pixels in
      sums.withUnsafeMutableBufferPointer { sums in
        for row in 0..<pixels.count / sourceWidth {
          let start = (pass.y + (firstRow + row) * pass.rowStep) / factor * width
          var source = row * sourceWidth
          var (column, left) = (start, factor - pass.x % factor)
          column += pass.x / factor
          for _ in 0..<columns {
            sums[column] &+= UInt32(pixels[source])
            source &+= 1
            left &-= pass.columnStep
            while left <= 0 { (column, left) = (column &+ 1, left &+ factor) }
          }
        }
      }
    }
  }

  var image: GrayImage {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(sums.count)
    for y in 0..<height {
      let rows = min(factor, sourceHeight - y * factor)
      for x in 0..<width {
        let count = UInt32(rows * min(factor, sourceWidth - x * factor))
        pixels.append(UInt8((sums[y * width + x] + count / 2) / count))
      }
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }
}

/// The pixels that an interlaced PNG sends together (PNG specification, section 8): every `columnStep`-th from `x`
/// on, in every `rowStep`-th row from `y` on.
struct InterlacePass {
  let x, y, columnStep, rowStep: Int

  /// A picture that is not interlaced.
  static let whole = [InterlacePass(x: 0, y: 0, columnStep: 1, rowStep: 1)]
  static let adam7 = [
    InterlacePass(x: 0, y: 0, columnStep: 8, rowStep: 8), InterlacePass(x: 4, y: 0, columnStep: 8, rowStep: 8),
    InterlacePass(x: 0, y: 4, columnStep: 4, rowStep: 8), InterlacePass(x: 2, y: 0, columnStep: 4, rowStep: 4),
    InterlacePass(x: 0, y: 2, columnStep: 2, rowStep: 4), InterlacePass(x: 1, y: 0, columnStep: 2, rowStep: 2),
    InterlacePass(x: 0, y: 1, columnStep: 1, rowStep: 2),
  ]

  func columns(of width: Int) -> Int { max(0, (width - x + columnStep - 1) / columnStep) }
  /// 0 where the pass has no columns: such passes are left out of the file.
  func rows(width: Int, height: Int) -> Int {
    columns(of: width) == 0 ? 0 : max(0, (height - y + rowStep - 1) / rowStep)
  }
}
