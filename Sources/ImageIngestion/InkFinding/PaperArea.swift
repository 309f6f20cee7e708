import Imaging

/// The part of a picture that is paper: what lies between dark bands along its edges, such as the fold of a book, the
/// lid of a scanner or the table under a sheet.
package enum PaperArea {
  /// A band is darker than this share of the paper's brightness,
  private static let darkest: Float = 0.55
  /// over at least this share of its length,
  private static let solidity: Float = 0.85
  /// and takes no more than this share of the picture's side, unless told otherwise.
  package static let widest: Float = 0.45
  /// Lines and columns next to a band that hold its soft edge.
  private static let softEdge = 2

  /// `image` has dark ink on light paper. nil where no edge has a band, or too little would be left. A band takes no more
  /// than the share `widest` of the picture's side.
  package static func withoutBands(of image: GrayImage, widest: Float = PaperArea.widest) -> PixelBox? {
    let limit = Int(darkest * Float(Histogram(of: image.pixels).percentile(0.75)))
    guard limit > 0 else { return nil }
    var area = PixelBox(x: 0, y: 0, width: image.width, height: image.height)
    // Twice, since a band along one edge makes the lines of another look darker.
    for _ in 0..<2 {
      let (left, right) = bands(in: area.x..<area.maxX, most: Int(widest * Float(image.width))) { x in
        isSolid(area.y..<area.maxY) { Int(image[x, $0]) < limit }
      }
      (area.x, area.width) = (left, right - left)
      let (top, bottom) = bands(in: area.y..<area.maxY, most: Int(widest * Float(image.height))) { y in
        isSolid(area.x..<area.maxX) { Int(image[$0, y]) < limit }
      }
      (area.y, area.height) = (top, bottom - top)
    }
    let isWhole = area.width == image.width && area.height == image.height
    return isWhole || min(area.width, area.height) < 16 ? nil : area
  }

  private static func isSolid(_ line: Range<Int>, _ isDark: (Int) -> Bool) -> Bool {
    Float(line.count { isDark($0) }) >= solidity * Float(line.count)
  }

  /// Where the paper begins and ends between bands of dark lines. Most pictures have none, so that only the outermost
  /// lines are looked at.
  private static func bands(in range: Range<Int>, most: Int, isDark: (Int) -> Bool) -> (Int, Int) {
    func depth(_ lines: some Sequence<Int>) -> Int {
      var depth = 0
      for line in lines {
        guard isDark(line) else { return depth == 0 ? 0 : depth + softEdge }
        depth += 1
        if depth > most { return 0 }
      }
      return 0
    }
    return (range.lowerBound + depth(range), range.upperBound - depth(range.reversed()))
  }
}
