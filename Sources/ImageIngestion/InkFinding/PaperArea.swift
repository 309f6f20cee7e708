import Imaging

/// The part of a picture that is paper: what lies between dark bands along its edges, such as the fold of a book, the lid
/// of a scanner or the table under a sheet.
package enum PaperArea {
  /// A band is darker than this share of the paper's brightness,
  private static let darkest: Float = 0.55
  /// over at least this share of its length,
  private static let solidity: Float = 0.85
  /// and takes no more than this share of the picture's side.
  private static let widest: Float = 0.45
  /// Lines and columns next to a band that hold its soft edge.
  private static let softEdge = 2

  /// `image` has dark ink on light paper. nil where no edge has a band, or too little would be left.
  package static func withoutBands(of image: GrayImage) -> PixelBox? {
    let limit = Int(darkest * Float(Histogram(of: image.pixels).percentile(0.75)))
    guard limit > 0 else { return nil }
    var area = PixelBox(x: 0, y: 0, width: image.width, height: image.height)
    // Twice, since a band along one edge makes the lines of another look darker.
    for _ in 0..<2 {
      let columns = (0..<image.width).map { x in
        isDark(area.y..<area.maxY) { Int(image[x, $0]) < limit }
      }
      let (left, right) = bands(columns, in: area.x..<area.maxX, of: image.width)
      (area.x, area.width) = (left, right - left)
      let rows = (0..<image.height).map { y in
        isDark(area.x..<area.maxX) { Int(image[$0, y]) < limit }
      }
      let (top, bottom) = bands(rows, in: area.y..<area.maxY, of: image.height)
      (area.y, area.height) = (top, bottom - top)
    }
    let isWhole = area.width == image.width && area.height == image.height
    return isWhole || min(area.width, area.height) < 16 ? nil : area
  }

  private static func isDark(_ line: Range<Int>, _ isDark: (Int) -> Bool) -> Bool {
    Float(line.count { isDark($0) }) >= solidity * Float(line.count)
  }

  /// Where the paper begins and ends between bands, of lines or columns of which some are dark.
  private static func bands(_ isDark: [Bool], in range: Range<Int>, of length: Int) -> (Int, Int) {
    let most = Int(widest * Float(length))
    func depth(_ lines: some Sequence<Int>) -> Int {
      let depth = lines.prefix { isDark[$0] }.count
      return depth == 0 ? 0 : depth > most ? 0 : depth + softEdge
    }
    return (range.lowerBound + depth(range), range.upperBound - depth(range.reversed()))
  }
}
