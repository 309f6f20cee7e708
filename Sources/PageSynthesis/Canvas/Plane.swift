/// A grey picture of Floats while it is made: at most 96×96, memory for that many from the start, rows 96 apart.
package struct Plane: Sendable {
  package static let rowLength = TrainingPage.side

  package private(set) var width = TrainingPage.side
  package private(set) var height = TrainingPage.side
  package var values = [Float](repeating: 0, count: rowLength * TrainingPage.side)

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

  /// The same for rows that are only read.
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
    let across = Interpolation(from: source.width)
    source.values.withUnsafeBufferPointer { source in
      columns.updateRows { y, row in
        let line = UnsafeBufferPointer(rebasing: source[y * Plane.rowLength..<(y + 1) * Plane.rowLength])
        across.stretch(line, into: row)
      }
    }
    let down = Interpolation(from: source.height)
    columns.values.withUnsafeBufferPointer { columns in
      updateRows { y, row in
        let (upper, lower) = (down.first[y] * Plane.rowLength, down.second[y] * Plane.rowLength)
        let share = down.share[y]
        for x in 0..<side { row[x] = columns[upper + x] + share * (columns[lower + x] - columns[upper + x]) }
      }
    }
  }
}

/// From which two of `count` samples each of 96 is mixed; pixel centres lie at halves.
private struct Interpolation {
  var first: [Int] = []
  var second: [Int] = []
  var share: [Float] = []

  init(from count: Int) {
    let step = Float(count) / Float(TrainingPage.side)
    for i in 0..<TrainingPage.side {
      let place = min(max((Float(i) + 0.5) * step - 0.5, 0), Float(count - 1))
      let whole = Int(place)
      first.append(whole)
      second.append(min(whole + 1, count - 1))
      share.append(place - Float(whole))
    }
  }

  func stretch(_ source: UnsafeBufferPointer<Float>, into row: UnsafeMutablePointer<Float>) {
    for x in 0..<TrainingPage.side {
      let left = source[first[x]]
      row[x] = left + share[x] * (source[second[x]] - left)
    }
  }
}
