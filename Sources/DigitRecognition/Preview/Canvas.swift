import ImageIngestion
import Imaging

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

  /// One line of text with its upper left corner at (`x`, `y`), each pixel of the font `scale` pixels wide and high.
  package mutating func draw(_ text: String, x: Int, y: Int, scale: Int, color: Color) {
    var left = x
    for character in text {
      for (column, bits) in BitmapFont.columns(of: character).enumerated() {
        for row in 0..<BitmapFont.glyphHeight where bits >> row & 1 == 1 {
          fill(PixelBox(x: left + column * scale, y: y + row * scale, width: scale, height: scale), with: color)
        }
      }
      left += BitmapFont.advance * scale
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
