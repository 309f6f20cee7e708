import Imaging

/// A picture that is in the alpha channel alone: strokes of one light shade on transparency, which white paper would
/// swallow. White paper shows a darker pen well, and there shades may be part of the picture.
struct AlphaPicture {
  /// Dark ink on white paper.
  let image: GrayImage

  /// Shades that differ by no more than this are one: a difference of 6 %, too little for ink on paper.
  private static let oneShade: UInt8 = 16
  /// White paper leaves darker pens half of the contrast or more.
  private static let darkest: UInt8 = 128

  /// What is wider than this share of the longer side is a sheet of paper, whose outline nobody wants to read.
  private static let sheet = 1.0 / 3
  /// Sheets are looked for in a picture no larger than this.
  private static let thumbnailSide = 60

  /// nil where the picture is what `onPaper` shows, `alpha` being of the same size.
  init?(onPaper: GrayImage, alpha: GrayImage, hues: HueSpread) {
    // Alpha that hardly varies is a fault of rounding.
    guard !alpha.isFlat, hues.isOne, let most = alpha.pixels.max() else { return nil }
    let solid = UInt8(Int(most) * 15 / 16)
    guard
      let shade = Self.shade(of: onPaper, alpha: alpha, solid: solid), !Self.isSheet(alpha, solid: solid),
      !Self.hasOtherShades(onPaper, alpha: alpha, than: Int(shade), most: Int(most))
    else { return nil }
    image = alpha.inverted()
  }

  /// The one light shade that the solid pixels show on paper, or nil. Only such as have none but their like around them
  /// are judged: between stroke and transparency many programs leave shades that belong to neither.
  private static func shade(of onPaper: GrayImage, alpha: GrayImage, solid: UInt8) -> UInt8? {
    let inner = alpha.extremeFiltered(radius: 1, largest: false)
    let hasInner = inner.pixels.contains { $0 >= solid }
    var (low, high) = (UInt8.max, UInt8.min)
    for (shade, opacity) in zip(onPaper.pixels, hasInner ? inner.pixels : alpha.pixels) where opacity >= solid {
      (low, high) = (min(low, shade), max(high, shade))
    }
    return low >= darkest && high - low <= oneShade ? low : nil
  }

  /// Whether more than a seam shows another shade than the pen that leaves `shade` where alpha is `most`.
  private static func hasOtherShades(_ onPaper: GrayImage, alpha: GrayImage, than shade: Int, most: Int) -> Bool {
    let differences = zip(onPaper.pixels, alpha.pixels).map { seen, alpha in
      UInt8(min(255, abs(Int(seen) - 255 + (255 - shade) * Int(alpha) / most)))
    }
    return GrayImage(width: alpha.width, height: alpha.height, pixels: differences)
      .extremeFiltered(radius: 1, largest: false).pixels.contains { $0 > oneShade }
  }

  private static func isSheet(_ alpha: GrayImage, solid: UInt8) -> Bool {
    let side = max(alpha.width, alpha.height)
    let small = alpha.reduced(by: (side + thumbnailSide - 1) / thumbnailSide)
    let radius = Int(Double(max(small.width, small.height)) * sheet / 2)
    return small.padded(by: radius, with: 0).extremeFiltered(radius: radius, largest: false).pixels.contains {
      $0 >= solid
    }
  }
}

/// How much red and blue differ from green, among the opaque pixels of a picture.
struct HueSpread {
  private var red = (low: Int16.max, high: Int16.min)
  private var blue = (low: Int16.max, high: Int16.min)
  private static let opaque: UInt8 = 240
  /// The largest difference between two shades that count as one.
  private static let tolerance: Int16 = 32

  /// Takes pixels of 2 (grey and alpha) or 4 channels (RGBA).
  mutating func add(_ samples: [UInt8], channels: Int) {
    guard channels == 4, isOne else { return }
    for pixel in stride(from: 0, to: samples.count, by: 4) where samples[pixel + 3] >= Self.opaque {
      let green = Int16(samples[pixel + 1])
      let (red, blue) = (Int16(samples[pixel]) - green, Int16(samples[pixel + 2]) - green)
      self.red = (min(self.red.low, red), max(self.red.high, red))
      self.blue = (min(self.blue.low, blue), max(self.blue.high, blue))
    }
  }

  /// Whether all of them are of one hue, so far.
  var isOne: Bool {
    red.low > red.high || (red.high - red.low <= Self.tolerance && blue.high - blue.low <= Self.tolerance)
  }
}
