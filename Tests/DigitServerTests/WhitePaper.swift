import ImageEncoding
import Imaging

/// White paper, which takes few bytes however large it is.
enum WhitePaper {
  static func png(width: Int, height: Int) throws -> [UInt8] {
    let white = [UInt8](repeating: 255, count: width * height)
    return try ImageEncoder.png(gray: GrayImage(width: width, height: height, pixels: white))
  }
}
