import Imaging
import Synthesis

/// A sample page while it is made: red, green and blue of each pixel, 0 … 1, at any size.
struct ColorCanvas {
  let page: Page
  private var pixels: [Color]

  var size: Point { Point(Float(page.width), Float(page.height)) }
  var shorterSide: Float { size.min() }

  /// Bare paper, with its ruling.
  init(_ page: Page, using generator: inout SeededGenerator) {
    self.page = page
    pixels = Array(repeating: page.paper.color, count: page.width * page.height)
    let fibres = ValueNoise(using: &generator)
    let clouds = ValueNoise(using: &generator)
    let center = page.digitCenter * size
    let fibre = max(shorterSide / 300, 1)
    let cloud = shorterSide / 5
    for y in 0..<page.height {
      for x in 0..<page.width {
        let point = Point(Float(x) + 0.5, Float(y) + 0.5)
        var color = page.paper.color
        if let ruling = page.paper.ruling {
          let printed = ruling.coverage(at: point, center: center, shorterSide: shorterSide)
          color += printed * (ruling.color - color)
        }
        let surface = fibres[point.x / fibre, point.y / fibre] + clouds[point.x / cloud, point.y / cloud] - 1
        pixels[y * page.width + x] = color * (1 + 2 * page.paper.roughness * surface)
      }
    }
  }

  mutating func add(_ mark: Mark) {
    for y in 0..<page.height {
      for x in 0..<page.width {
        let index = y * page.width + x
        let covered = mark.coverage(at: Point(Float(x) + 0.5, Float(y) + 0.5), size: size)
        if covered > 0 { pixels[index] += covered * (mark.color - pixels[index]) }
      }
    }
  }

  /// Lays `ink` (0 paper … 255 ink) over the page, its middle at `center` in shares of width and height.
  mutating func add(_ ink: GrayImage, center: SIMD2<Float>) {
    let place = ImagePlacement(of: ink, center: center * size, width: page.width, height: page.height)
    for y in place.rows {
      for x in place.columns {
        let shade = ink[x - place.left, y - place.top]
        guard shade > 0 else { continue }
        let covered = Float(shade) / 255 * 0.95
        let index = y * page.width + x
        pixels[index] += covered * (page.ink - pixels[index])
      }
    }
  }

  mutating func illuminate() {
    for y in 0..<page.height {
      for x in 0..<page.width {
        let place = Point(Float(x), Float(y)) / size
        pixels[y * page.width + x] *= page.light.brightness(at: place, aspect: size / shorterSide)
      }
    }
  }

  /// One box blur, across and down.
  mutating func blur() {
    guard page.light.blur > 0 else { return }
    blur(lines: page.height, lineStride: page.width, count: page.width, stride: 1)
    blur(lines: page.width, lineStride: 1, count: page.height, stride: page.width)
  }

  private mutating func blur(lines: Int, lineStride: Int, count: Int, stride: Int) {
    let reach = page.light.blur
    var line = [Color](repeating: Color(), count: count)
    for start in 0..<lines {
      for i in 0..<count { line[i] = pixels[start * lineStride + i * stride] }
      for i in 0..<count {
        var sum = Color()
        for j in i - reach...i + reach { sum += line[min(max(j, 0), count - 1)] }
        pixels[start * lineStride + i * stride] = sum / Float(2 * reach + 1)
      }
    }
  }

  /// The picture as the camera records it, with its noise.
  func image(using generator: inout SeededGenerator) -> ColorImage {
    var samples: [UInt8] = []
    samples.reserveCapacity(pixels.count * 3)
    for pixel in pixels {
      let common = generator.bell()
      for channel in 0..<3 {
        let noisy = pixel[channel] + page.light.noise * (0.8 * common + 0.6 * generator.bell())
        samples.append(UInt8(min(max(noisy, 0), 1) * 255 + 0.5))
      }
    }
    return ColorImage(width: page.width, height: page.height, samples: samples)
  }
}
