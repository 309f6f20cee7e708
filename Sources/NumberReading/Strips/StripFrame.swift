import ImageIngestion
import Imaging
import Platform

/// The part of a picture that a strip shows: an upright or slightly turned rectangle of 48 rows.
package struct StripFrame: Sendable, Equatable {
  /// The upper left corner, in pixels of the picture, whose own upper left corner is (0, 0).
  package var x, y: Float
  /// The direction of the rows, in radians; those of a positive one go down to the right.
  package var angle: Float
  /// Pixels of the picture for each of the strip, along its rows and along its columns.
  package var columnStep, rowStep: Float
  /// Columns of the strip.
  package var width: Int

  /// The frame with this upper left corner, direction and size.
  package init(x: Float, y: Float, angle: Float = 0, columnStep: Float, rowStep: Float, width: Int) {
    (self.x, self.y, self.angle) = (x, y, angle)
    (self.columnStep, self.rowStep, self.width) = (columnStep, rowStep, width)
  }

  /// The place in the picture of the strip's place (`column`, `row`).
  package func inPicture(column: Float, row: Float) -> (x: Float, y: Float) {
    let (along, down) = (column * columnStep, row * rowStep)
    return (x + along * cos(angle) - down * sin(angle), y + along * sin(angle) + down * cos(angle))
  }

  /// The box in the picture of a box in the strip. Of a turned strip, the box keeps its size and its middle.
  package func inPicture(left: Float, top: Float, right: Float, bottom: Float) -> PixelBox {
    let middle = inPicture(column: (left + right) / 2, row: (top + bottom) / 2)
    let (wide, high) = ((right - left) * columnStep, (bottom - top) * rowStep)
    let (x, y) = (Int((middle.x - wide / 2).rounded()), Int((middle.y - high / 2).rounded()))
    return PixelBox(
      x: x, y: y, width: max(1, Int((middle.x + wide / 2).rounded()) - x),
      height: max(1, Int((middle.y + high / 2).rounded()) - y))
  }

  /// The same frame in a picture whose upper left corner lies at (`x`, `y`) of this one's.
  func moved(right: Float, down: Float) -> StripFrame {
    var moved = self
    (moved.x, moved.y) = (x + right, y + down)
    return moved
  }

  /// The same frame in a picture whose sides are `factor` times as long.
  func scaled(by factor: Float) -> StripFrame {
    var scaled = self
    (scaled.x, scaled.y) = (x * factor, y * factor)
    (scaled.columnStep, scaled.rowStep) = (columnStep * factor, rowStep * factor)
    return scaled
  }
}

extension StripFrame {
  /// The strip of `picture`, with its shades stretched. Beyond the picture its edge goes on.
  func strip(of picture: GrayImage) -> NumberStrip {
    let part = surroundings(in: picture)
    // Whole blocks first, which is quick; at least two of them for each pixel, so that the rest is smooth.
    let factor = max(1, Int(min(columnStep, rowStep) / 2))
    var source = picture.cropped(to: part).reduced(by: factor)
    var frame = moved(right: -Float(part.x), down: -Float(part.y)).scaled(by: 1 / Float(factor))
    if angle != 0 { (source, frame) = frame.straightened(source) }
    let columns = LineResampler.triangles(
      width, from: frame.x, side: Float(width) * frame.columnStep, limit: source.width)
    let rows = LineResampler.triangles(
      NumberStrip.height, from: frame.y, side: Float(NumberStrip.height) * frame.rowStep, limit: source.height)
    let values = rows.down(columns.across(source), width: width, startingAt: 0.5)
    let pixels = values.map { UInt8(min(255, $0)) }
    return NumberStrip(InkWindow.stretched(GrayImage(width: width, height: NumberStrip.height, pixels: pixels)))
  }

  /// The part of `picture` that the strip needs; at least one pixel.
  private func surroundings(in picture: GrayImage) -> PixelBox {
    let (columns, rows) = (Float(width), Float(NumberStrip.height))
    let corners = [(0, 0), (columns, 0), (0, rows), (columns, rows)].map { inPicture(column: $0, row: $1) }
    let margin = 2 * max(columnStep, rowStep) + 2
    func range(_ places: [Float], limit: Int) -> Range<Int> {
      let first = max(0, min(limit - 1, Int((places.min() ?? 0) - margin)))
      return first..<max(first + 1, min(limit, Int((places.max() ?? 0) + margin)))
    }
    let across = range(corners.map(\.x), limit: picture.width)
    let down = range(corners.map(\.y), limit: picture.height)
    return PixelBox(x: across.lowerBound, y: down.lowerBound, width: across.count, height: down.count)
  }

  /// The frame's part of `picture` turned upright, by bilinear interpolation, at twice the strip's resolution where the
  /// picture is finer; and the frame in it.
  private func straightened(_ picture: GrayImage) -> (picture: GrayImage, frame: StripFrame) {
    let finer = max(columnStep, rowStep) > 1 ? 2 : 1
    let (columns, rows) = (width * finer, NumberStrip.height * finer)
    let step = 1 / Float(finer)
    var straight = GrayImage(width: columns, height: rows)
    let (first, next, below) = (
      inPicture(column: step / 2, row: step / 2), inPicture(column: 3 * step / 2, row: step / 2),
      inPicture(column: step / 2, row: 3 * step / 2)
    )
    let (along, down) = ((next.x - first.x, next.y - first.y), (below.x - first.x, below.y - first.y))
    picture.pixels.withUnsafeBufferPointer { pixels in
      straight.pixels.withUnsafeMutableBufferPointer { output in
        for row in 0..<rows {
          var x = first.x - 0.5 + Float(row) * down.0
          var y = first.y - 0.5 + Float(row) * down.1
          for column in 0..<columns {
            output[row * columns + column] = nearestByte(
              shade(pixels, width: picture.width, height: picture.height, x: x, y: y))
            x += along.0
            y += along.1
          }
        }
      }
    }
    let frame = StripFrame(x: 0, y: 0, columnStep: Float(finer), rowStep: Float(finer), width: width)
    return (straight, frame)
  }
}
