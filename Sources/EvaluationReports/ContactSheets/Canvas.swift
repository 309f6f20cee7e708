import ImageIngestion
import Imaging
import PageSynthesis

/// A colour picture to draw on. What lies outside it is not drawn.
package struct Canvas {
  package struct Color: Equatable {
    package var red, green, blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }
  }

  package private(set) var image: ColorImage

  package init(width: Int, height: Int, filledWith color: Color) {
    image = ColorImage(GrayImage(width: width, height: height))
    fill(PixelBox(x: 0, y: 0, width: width, height: height), with: color)
  }

  package mutating func fill(_ box: PixelBox, with color: Color) {
    for y in box.y..<box.y + box.height {
      for x in box.x..<box.x + box.width {
        set(color, x: x, y: y)
      }
    }
  }

  /// `picture` with its upper left corner at (`x`, `y`).
  package mutating func draw(_ picture: GrayImage, x: Int, y: Int) {
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let shade = picture[column, row]
        set(Color(red: shade, green: shade, blue: shade), x: x + column, y: y + row)
      }
    }
  }

  package mutating func draw(_ picture: ColorImage, x: Int, y: Int) {
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let index = (row * picture.width + column) * 3
        let color = Color(
          red: picture.samples[index], green: picture.samples[index + 1], blue: picture.samples[index + 2])
        set(color, x: x + column, y: y + row)
      }
    }
  }

  /// The outline of `box`, a pixel wide, inside it.
  package mutating func outline(_ box: PixelBox, with color: Color) {
    for y in [box.y, box.maxY - 1] { fill(PixelBox(x: box.x, y: y, width: box.width, height: 1), with: color) }
    for x in [box.x, box.maxX - 1] { fill(PixelBox(x: x, y: box.y, width: 1, height: box.height), with: color) }
  }

  /// One line of text with its upper left corner at (`x`, `y`).
  package mutating func draw(_ text: String, x: Int, y: Int, color: Color) {
    var left = x
    for character in BitmapFont.spelled(text) {
      for (row, bits) in (BitmapFont.rows(of: character) ?? []).enumerated() {
        for column in 0..<BitmapFont.advance where bits << column & 0x80 != 0 {
          set(color, x: left + column, y: y + row)
        }
      }
      left += BitmapFont.advance
    }
  }

  private mutating func set(_ color: Color, x: Int, y: Int) {
    guard (0..<image.width).contains(x), (0..<image.height).contains(y) else { return }
    let index = (y * image.width + x) * 3
    image.samples[index] = color.red
    image.samples[index + 1] = color.green
    image.samples[index + 2] = color.blue
  }
}
