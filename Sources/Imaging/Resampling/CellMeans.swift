/// The means of a picture's pixels over the cells of a grid, halves rounded up, from rows that come in any order. A
/// cell holds at most 2²⁴ pixels.
package struct CellMeans: Sendable {
  /// The number of columns and of rows of cells.
  package let width, height: Int
  /// The cell of each column and of each row of the picture.
  private let columnCells, rowCells: [Int]
  private var sums: [UInt32]

  /// Cells of `factor` × `factor` pixels; those at the right and at the bottom may be smaller. `width` and `height` are
  /// those of the picture, in pixels.
  package init(width: Int, height: Int, factor: Int) {
    self.init(columnCells: (0..<width).map { $0 / factor }, rowCells: (0..<height).map { $0 / factor })
  }

  /// `columns` × `rows` cells, as equal as whole pixels allow, over a picture that has at least as many pixels along
  /// each side. `width` and `height` are those of the picture.
  package init(width: Int, height: Int, columns: Int, rows: Int) {
    func cells(_ count: Int, over length: Int) -> [Int] {
      (0..<count).flatMap { cell in
        repeatElement(cell, count: (cell + 1) * length / count - cell * length / count)
      }
    }
    self.init(columnCells: cells(columns, over: width), rowCells: cells(rows, over: height))
  }

  private init(columnCells: [Int], rowCells: [Int]) {
    self.columnCells = columnCells
    self.rowCells = rowCells
    width = (columnCells.last ?? -1) + 1
    height = (rowCells.last ?? -1) + 1
    sums = Array(repeating: 0, count: width * height)
  }

  /// Takes `pixels` of the picture's row `row`: those of the columns `first`, `first + step`, and so on.
  package mutating func add(_ pixels: UnsafeBufferPointer<UInt8>, row: Int, first: Int = 0, step: Int = 1) {
    let start = rowCells[row] * width
    columnCells.withUnsafeBufferPointer { cells in
      sums.withUnsafeMutableBufferPointer { sums in
        var column = first
        for pixel in pixels {
          sums[start &+ cells[column]] &+= UInt32(pixel)
          column &+= step
        }
      }
    }
  }

  /// A pixel for each cell, once all pixels have been added.
  package var image: GrayImage {
    let columns = Self.sizes(columnCells, count: width)
    let rows = Self.sizes(rowCells, count: height)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(sums.count)
    for y in 0..<height {
      for x in 0..<width {
        let count = rows[y] * columns[x]
        pixels.append(UInt8((sums[y * width + x] + count / 2) / count))
      }
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  private static func sizes(_ cells: [Int], count: Int) -> [UInt32] {
    cells.reduce(into: Array(repeating: 0, count: count)) { $0[$1] += 1 }
  }
}
