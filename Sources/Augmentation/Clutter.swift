import Imaging

/// Faults that digits have on real paper: missing parts, specks, and remnants of lines at the edge.
/// All images hold 784 values, 0 paper … 255 ink.
package enum Clutter {
  private static let side = DigitImage.side

  /// Wipes a rectangle of 4×4 to 8×8 pixels that holds some ink, a tenth of it at most: more makes an 8 a 3. Where
  /// eight draws find none, as in a digit that is small, the image stays as it is.
  package static func erase(
    from image: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator
  ) {
    let most = ink(of: image, rows: 0..<side, columns: 0..<side) / 10
    for _ in 0..<8 {
      let (width, height) = (draw(4...8, &generator), draw(4...8, &generator))
      let (left, top) = (draw(0...side - width, &generator), draw(0...side - height, &generator))
      let (rows, columns) = (top..<top + height, left..<left + width)
      let lost = ink(of: image, rows: rows, columns: columns)
      guard lost > 0, lost <= most else { continue }
      for y in rows {
        for x in columns { image[y * side + x] = 0 }
      }
      return
    }
  }

  private static func ink(
    of image: UnsafeMutableBufferPointer<UInt8>, rows: Range<Int>, columns: Range<Int>
  ) -> Int {
    var sum: Int32 = 0
    for y in rows {
      for x in columns { sum &+= Int32(image[y * side + x]) }
    }
    return Int(sum)
  }

  /// One to three specks of one or two pixels each way, or the remnant of a line, one as often as the other.
  package static func addSpecks(
    to image: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator
  ) {
    if generator.unit() < 0.5 {
      for _ in 0..<draw(1...3, &generator) { addSpeck(to: image, &generator) }
    } else {
      addLine(to: image, &generator)
    }
  }

  private static func addSpeck(to image: UnsafeMutableBufferPointer<UInt8>, _ generator: inout SeededGenerator) {
    let (width, height) = (draw(1...2, &generator), draw(1...2, &generator))
    let (left, top) = (draw(0...side - width, &generator), draw(0...side - height, &generator))
    let shade = UInt8(draw(64...255, &generator))
    for y in top..<top + height {
      for x in left..<left + width { image[y * side + x] = max(image[y * side + x], shade) }
    }
  }

  /// A piece of a line, 6 to 28 pixels long and one or two wide, along one of the edges and within three pixels of it.
  private static func addLine(to image: UnsafeMutableBufferPointer<UInt8>, _ generator: inout SeededGenerator) {
    let (length, width) = (draw(6...side, &generator), draw(1...2, &generator))
    let (start, distance) = (draw(0...side - length, &generator), draw(0...3 - width, &generator))
    let isHorizontal = generator.unit() < 0.5
    let isNear = generator.unit() < 0.5
    let shade = UInt8(draw(64...255, &generator))
    for across in distance..<distance + width {
      let line = isNear ? across : side - 1 - across
      for along in start..<start + length {
        let pixel = isHorizontal ? line * side + along : along * side + line
        image[pixel] = max(image[pixel], shade)
      }
    }
  }

  private static func draw(_ range: ClosedRange<Int>, _ generator: inout SeededGenerator) -> Int {
    range.lowerBound + Int(generator.unit() * Float(range.count))
  }
}
