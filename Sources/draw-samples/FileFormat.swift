import ImageEncoding
import Imaging
import PageSynthesis

/// The kinds of file that users bring.
enum FileFormat {
  enum Layout {
    case gray, grayAlpha, rgb, rgba, palette, bilevel, gray16, rgb16
  }

  case png(Layout)
  case interlacedPNG(Layout)
  case jpeg(gray: Bool = false, orientation: Int? = nil, quality: Int = 85)
  case progressiveJPEG

  var fileExtension: String {
    switch self {
    case .png, .interlacedPNG: "png"
    case .jpeg, .progressiveJPEG: "jpg"
    }
  }

  func encode(_ picture: ColorImage, page: Page) throws -> [UInt8] {
    switch self {
    case .png(let layout):
      return try ImageEncoder.png(layout.samples(of: picture, page: page))
    case .interlacedPNG(let layout):
      return try ImageEncoder.png(layout.samples(of: picture, page: page), interlaced: true)
    case .jpeg(let isGray, let orientation, let quality):
      let stored = picture.stored(forOrientation: orientation ?? 1)
      let options = JPEGOptions(quality: quality, orientation: orientation)
      return try isGray
        ? ImageEncoder.jpeg(gray: stored.luma, options: options) : ImageEncoder.jpeg(rgb: stored, options: options)
    case .progressiveJPEG:
      return try ImageEncoder.jpeg(rgb: picture, options: JPEGOptions(quality: 85, isProgressive: true))
    }
  }
}

extension FileFormat.Layout {
  func samples(of picture: ColorImage, page: Page) -> PNGSamples {
    switch self {
    case .gray: PNGSamples(gray: picture.luma)
    case .grayAlpha:
      PNGSamples(
        gray: GrayImage(width: picture.width, height: picture.height, filledWith: 0),
        alpha: picture.inkAlpha(page)
      )
    case .rgb: PNGSamples(rgb: picture)
    case .rgba: PNGSamples(rgb: picture.filled(with: page.ink), alpha: picture.inkAlpha(page))
    case .palette:
      PNGSamples(
        indices: picture.shares(from: page.ink, to: page.paper.color).map { UInt8($0 * 31 + 0.5) },
        palette: (0..<32).flatMap { page.ink.blended(with: page.paper.color, share: Float($0) / 31).bytes },
        width: picture.width,
        height: picture.height
      )
    case .bilevel: PNGSamples(bilevel: picture.luma)
    case .gray16:
      PNGSamples(gray16: picture.luma.pixels.map { UInt16($0) * 257 }, width: picture.width, height: picture.height)
    case .rgb16:
      PNGSamples(rgb16: picture.samples.map { UInt16($0) * 257 }, width: picture.width, height: picture.height)
    }
  }
}

extension ColorImage {
  /// Brightness of each pixel (ITU-R BT.601).
  fileprivate var luma: GrayImage {
    let pixels = stride(from: 0, to: samples.count, by: 3).map { i in
      let red = Int(samples[i])
      let green = Int(samples[i + 1])
      let blue = Int(samples[i + 2])
      return UInt8((77 * red + 150 * green + 29 * blue + 128) >> 8)
    }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  fileprivate func filled(with color: Color) -> ColorImage {
    ColorImage(
      width: width,
      height: height,
      samples: Array((0..<width * height).map { _ in color.bytes }.joined())
    )
  }

  /// How far each pixel lies on the way from `start` to `end`, 0 … 1.
  fileprivate func shares(from start: Color, to end: Color) -> [Float] {
    let way = end - start
    let scale = 1 / (way * way).sum()
    return (0..<width * height).map { i in
      let color = Color(Float(samples[i * 3]), Float(samples[i * 3 + 1]), Float(samples[i * 3 + 2])) / 255
      return min(max(((color - start) * way).sum() * scale, 0), 1)
    }
  }

  /// Opaque where there is ink, clear where there is paper.
  fileprivate func inkAlpha(_ page: Page) -> GrayImage {
    // The outer tenth of the way to the ink is the paper's own grain.
    let pixels = shares(from: page.paper.color, to: page.ink).map { UInt8(min(max(($0 - 0.1) / 0.8, 0), 1) * 255) }
    return GrayImage(width: width, height: height, pixels: pixels)
  }

  /// The picture as a camera stores it that notes `orientation` (EXIF, 1 … 8) for the viewer to undo.
  fileprivate func stored(forOrientation orientation: Int) -> ColorImage {
    let isTransposed = orientation >= 5
    let (storedWidth, storedHeight) = isTransposed ? (height, width) : (width, height)
    var stored: [UInt8] = []
    stored.reserveCapacity(samples.count)
    for storedY in 0..<storedHeight {
      for storedX in 0..<storedWidth {
        let (x, y) = isTransposed ? (storedY, storedX) : (storedX, storedY)
        let isMirrored = [2, 3, 6, 7].contains(orientation)
        let isFlipped = [3, 4, 7, 8].contains(orientation)
        let source = (isFlipped ? height - 1 - y : y) * width + (isMirrored ? width - 1 - x : x)
        stored += samples[source * 3..<source * 3 + 3]
      }
    }
    return ColorImage(width: storedWidth, height: storedHeight, samples: stored)
  }
}

extension Color {
  fileprivate var bytes: [UInt8] { (0..<3).map { UInt8(self[$0] * 255 + 0.5) } }

  fileprivate func blended(with other: Color, share: Float) -> Color { self + share * (other - self) }
}
