import Imaging

/// A grey picture of Floats while it is made: at most 96×96, memory for that many from the start, rows 96 apart.
package struct Plane: Sendable {
  /// Values from one row to the next.
  package static let rowLength = TrainingPage.side

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
    updateRows { _, row in row.update(repeating: shade, count: Plane.rowLength) }
  }

  /// The area in use becomes that of `other`; what it holds is to be overwritten.
  mutating func takeFrame(of other: Plane) { (width, height) = (other.width, other.height) }

  /// Calls `body` with each row's number and its first pixel.
  @inline(__always)
  mutating func updateRows(_ body: (Int, UnsafeMutablePointer<Float>) -> Void) {
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
  mutating func darken(under cover: Plane, by strength: Float) {
    cover.values.withUnsafeBufferPointer { cover in
      let width = width
      updateRows { y, row in
        for x in 0..<width { row[x] *= 1 - strength * cover[y * Plane.rowLength + x] }
      }
    }
  }

  /// Turns light into dark: 0 … 1 becomes 1 … 0.
  mutating func invert() {
    let width = width
    updateRows { _, row in
      for x in 0..<width { row[x] = 1 - row[x] }
    }
  }

  /// Enlarges `source` bilinearly to 96×96.
  package mutating func enlarge(_ source: Plane, using columns: inout Plane) {
    let side = TrainingPage.side
    (width, height) = (side, side)
    (columns.width, columns.height) = (side, source.height)
    let across = LinearTap.taps(count: side, sourceCount: source.width, step: Float(source.width) / Float(side))
    source.values.withUnsafeBufferPointer { source in
      columns.updateRows { y, row in
        let start = y * Plane.rowLength
        for (x, tap) in across.enumerated() {
          row[x] = mixed(source[start + tap.first], source[start + tap.second], share: tap.weight)
        }
      }
    }
    let down = LinearTap.taps(count: side, sourceCount: source.height, step: Float(source.height) / Float(side))
    columns.values.withUnsafeBufferPointer { columns in
      updateRows { y, row in
        let tap = down[y]
        let upper = tap.first * Plane.rowLength
        let lower = tap.second * Plane.rowLength
        for x in 0..<side { row[x] = mixed(columns[upper + x], columns[lower + x], share: tap.weight) }
      }
    }
  }
}
