import Imaging
import Synthesis

/// Where an image lies whose middle is put at a point of a canvas, in whole pixels, and what of it the canvas shows.
struct ImagePlacement {
  /// The image's upper left corner before rounding, in pixels of the canvas.
  let corner: Point
  /// The upper left corner in whole pixels.
  let left, top: Int
  /// The pixels of the canvas that the image covers.
  let columns, rows: Range<Int>

  /// `width` and `height` are the canvas's, in pixels.
  init(of image: GrayImage, center: Point, width: Int, height: Int) {
    func covered(_ start: Int, _ length: Int, _ limit: Int) -> Range<Int> {
      max(0, start)..<max(0, start, min(limit, start + length))
    }
    corner = center - Point(Float(image.width), Float(image.height)) / 2
    left = Int(corner.x.rounded())
    top = Int(corner.y.rounded())
    columns = covered(left, image.width, width)
    rows = covered(top, image.height, height)
  }
}
