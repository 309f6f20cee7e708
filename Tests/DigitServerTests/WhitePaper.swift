import ImageEncoding
import Imaging

/// White paper, which takes few bytes however large it is.
enum WhitePaper {
  static func png(width: Int, height: Int) throws -> [UInt8] {
    let white = [UInt8](repeating: 255, count: width * height)
    return try ImageEncoder.png(gray: GrayImage(width: width, height: height, pixels: white))
  }

  /// A 1 and a 7, far apart.
  static func seventeen() throws -> [UInt8] {
    var paper = GrayImage(width: 200, height: 120, pixels: [UInt8](repeating: 255, count: 200 * 120))
    func draw(_ columns: Range<Int>, _ rows: Range<Int>) {
      for y in rows { for x in columns { paper[x, y] = 0 } }
    }
    draw(45..<55, 20..<100)
    draw(105..<155, 20..<30)
    for y in 30..<100 {
      let x = 145 - (y - 30) * 9 / 20
      draw(x..<x + 10, y..<y + 1)
    }
    return try ImageEncoder.png(gray: paper)
  }
}
