import ImageIngestion
import Imaging
import Synthesis

/// Pictures made for tests.
enum Drawing {
  /// Each pixel is 255 with probability `share`, otherwise 0.
  static func mask(width: Int, height: Int, share: Float, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    let pixels = (0..<width * height).map { _ in generator.unit() < share ? UInt8(255) : 0 }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// How much ink covers each pixel, 0 … 255, of a digit that fills a square of `size` pixels. Finer lines than these
  /// would be grey at 28×28, and another grey at each place.
  static func ink(of digit: Int, size: Int, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    var hand = HandStyle(using: &generator)
    hand.pen = .felt
    hand.penWidth = min(max(hand.penWidth, 0.08), 0.18)
    hand.nibContrast = 0
    return StrokeSynthesizer.draw(digit: digit, style: hand, size: size, using: &generator)
  }

  /// An upright bar of ink (1) on paper (0).
  static func bar(width: Int, length: Int, margin: Int) -> InkCoverage {
    let (columns, rows) = (width + 2 * margin, length + 2 * margin)
    var bar = InkCoverage(width: columns, height: rows, values: Array(repeating: 0, count: columns * rows))
    for y in margin..<margin + length {
      for x in margin..<margin + width { bar.values[y * columns + x] = 1 }
    }
    return bar
  }

  /// A ring with edges one pixel soft in a square of `side` pixels; `radius` is that of the middle of its line.
  static func ring(radius: Float, lineWidth: Float, side: Int) -> InkCoverage {
    let middle = Float(side) / 2
    let values = (0..<side * side).map { index in
      let (x, y) = (Float(index % side) + 0.5 - middle, Float(index / side) + 0.5 - middle)
      let distance = abs((x * x + y * y).squareRoot() - radius)
      return min(1, max(0, lineWidth / 2 - distance + 0.5))
    }
    return InkCoverage(width: side, height: side, values: values)
  }
}

extension GrayImage {
  /// The picture with `ink` (255 covers all) laid over it in `shade`, its top left corner at (`left`, `top`).
  func inked(with ink: GrayImage, left: Int, top: Int, shade: UInt8) -> GrayImage {
    var result = self
    for y in max(0, -top)..<ink.height {
      for x in 0..<ink.width {
        let (paper, share) = (Float(self[left + x, top + y]), Float(ink[x, y]) / 255)
        result[left + x, top + y] = UInt8(paper + (Float(shade) - paper) * share + 0.5)
      }
    }
    return result
  }

  /// With Gaussian noise added, `deviation` in grey levels.
  func noisy(deviation: Float, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    let noisy = pixels.map { UInt8(min(255, max(0, (Float($0) + deviation * generator.normal()).rounded()))) }
    return GrayImage(width: width, height: height, pixels: noisy)
  }

  /// The smallest box around everything above `level`; nil if there is nothing.
  func box(above level: UInt8) -> PixelBox? {
    let inked = pixels.indices.filter { pixels[$0] > level }
    let (columns, rows) = (inked.map { $0 % width }, inked.map { $0 / width })
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(), let bottom = rows.max() else {
      return nil
    }
    return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }
}
