import Imaging
import TestSupport

/// A page with digits, of which it is known where each one's ink is.
struct WrittenPage {
  private(set) var page: DrawnPage
  /// Around the ink of each digit, in pixels of the page, in the order in which they were written.
  private(set) var boxes: [PixelBox] = []
  private let width, height: Int

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    page = DrawnPage(width: width, height: height)
  }

  var image: GrayImage { page.image }

  /// Writes digits into squares of `side` pixels, of which each next one stands `pitch` pixels further right and `rise`
  /// further down.
  mutating func write(_ digits: [Int], x: Int, y: Int, side: Int, pitch: Int, rise: Int = 0) {
    for (index, digit) in digits.enumerated() {
      let (left, top) = (x + index * pitch, y + index * rise)
      page.write(digit, x: left, y: top, side: side)
      var alone = DrawnPage(width: width, height: height)
      alone.write(digit, x: left, y: top, side: side)
      boxes.append(alone.image.darkBox(below: 200))
    }
  }

  /// Draws lines, bands and boxes.
  mutating func draw(_ body: (inout DrawnPage) -> Void) { body(&page) }
}

extension GrayImage {
  /// The smallest box around all pixels that are darker than `shade`.
  func darkBox(below shade: UInt8) -> PixelBox {
    let rows = (0..<height).filter { y in (0..<width).contains { self[$0, y] < shade } }
    let columns = (0..<width).filter { x in (0..<height).contains { self[x, $0] < shade } }
    let (x, y) = (columns.first ?? 0, rows.first ?? 0)
    return PixelBox(x: x, y: y, width: (columns.last ?? x) - x + 1, height: (rows.last ?? y) - y + 1)
  }
}
