import Imaging

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

extension CellMeans {
  /// Takes rows of `pass`, from its row `firstRow` on. `pixels` holds whole rows of `sourceWidth`, of which only as
  /// many pixels count as the pass has columns.
  mutating func add(_ pixels: [UInt8], sourceWidth: Int, of pass: InterlacePass, from firstRow: Int) {
    let columns = pass.columns(of: sourceWidth)
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<pixels.count / sourceWidth {
        let start = row * sourceWidth
        add(
          UnsafeBufferPointer(rebasing: pixels[start..<start + columns]), row: pass.y + (firstRow + row) * pass.rowStep,
          first: pass.x, step: pass.columnStep)
      }
    }
  }
}
