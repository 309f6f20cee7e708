import Imaging

/// A grey picture of Floats while it is made: at most 192×96, memory for that many from the start, rows 192 apart.
package struct Plane: Sendable {
  /// Values from one row to the next.
  package static let rowLength = 192

  /// Width of the area in use, in pixels.
  package private(set) var width = TrainingPage.side
  /// Height of the area in use, in pixels.
  package private(set) var height = TrainingPage.side
  /// Brightness or coverage, 0 … 1: pixel (x, y) is at `y * rowLength + x`.
  package var values = [Float](repeating: 0, count: rowLength * TrainingPage.side)

  /// A plane of 96×96 zeros.
  package init() {}

  /// The area in use becomes `frame`'s, all of it `shade`.
  package mutating func reset(_ frame: PageFrame, to shade: Float) {
    (width, height) = (frame.width, frame.height)
    // Pens and noise go over a row in steps of four.
    let columns = (width + 3) & ~3
    updateRows { _, row in row.update(repeating: shade, count: columns) }
  }

  /// The area in use becomes that of `other`; what it holds is to be overwritten.
  mutating func takeFrame(of other: Plane) { (width, height) = (other.width, other.height) }

  /// Calls `body` with each row's number and its first pixel.
  @inline(__always)
  package mutating func updateRows(_ body: (Int, UnsafeMutablePointer<Float>) -> Void) {
    let rows = height
    values.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      for y in 0..<rows { body(y, first + y * Plane.rowLength) }
    }
  }

  /// Calls `body` with each row's number and its first pixel, for reading.
  @inline(__always)
  func readRows(_ body: (Int, UnsafePointer<Float>) -> Void) {
    values.withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      for y in 0..<height { body(y, first + y * Plane.rowLength) }
    }
  }

  /// Takes away `strength` of the light wherever `cover` (0 … 1) lies.
  package mutating func darken(under cover: Plane, by strength: Float) {
    cover.values.withUnsafeBufferPointer { cover in
      let width = width
      updateRows { y, row in
        for x in 0..<width { row[x] *= 1 - strength * cover[y * Plane.rowLength + x] }
      }
    }
  }

  /// Turns light into dark: 0 … 1 becomes 1 … 0.
  package mutating func invert() {
    let width = width
    updateRows { _, row in
      for x in 0..<width { row[x] = 1 - row[x] }
    }
  }

  /// Enlarges `source` bilinearly to the size of `frame`.
  package mutating func enlarge(_ source: Plane, to frame: PageFrame = PageFrame(), using columns: inout Plane) {
    (width, height) = (frame.width, frame.height)
    (columns.width, columns.height) = (width, source.height)
    let across = LinearTap.taps(count: width, sourceCount: source.width, step: Float(source.width) / Float(width))
    source.values.withUnsafeBufferPointer { source in
      columns.updateRows { y, row in
        let start = y * Plane.rowLength
        for (x, tap) in across.enumerated() {
          row[x] = mixed(source[start + tap.first], source[start + tap.second], share: tap.weight)
        }
      }
    }
    let down = LinearTap.taps(count: height, sourceCount: source.height, step: Float(source.height) / Float(height))
    let width = width
    columns.values.withUnsafeBufferPointer { columns in
      updateRows { y, row in
        let tap = down[y]
        let upper = tap.first * Plane.rowLength
        let lower = tap.second * Plane.rowLength
        for x in 0..<width { row[x] = mixed(columns[upper + x], columns[lower + x], share: tap.weight) }
      }
    }
  }
}
