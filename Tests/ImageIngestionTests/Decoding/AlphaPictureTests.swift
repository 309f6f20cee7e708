import ImageEncoding
import ImageIngestion
import Imaging
import Testing

/// Pens on transparency. White paper shows dark ones; of light ones only alpha tells.
struct AlphaPictureTests {
  private static let size = 120
  private static let light: [[UInt8]] = [
    [255, 255, 255], [255, 235, 0], [0, 255, 255], [255, 200, 210], [0, 255, 0],
  ]

  /// Coverage by a pen, with transparency around it.
  private func ink(_ digit: Int, size: Int = Self.size) -> GrayImage {
    GrayImage(width: size, height: size, filledWith: 0)
      .inked(with: Drawing.ink(of: digit, size: size * 2 / 3, seed: 3), left: size / 6, top: size / 6, shade: 255)
  }

  private func uniform(_ color: [UInt8], like image: GrayImage) -> ColorImage {
    let samples = Array(repeatElement(color, count: image.pixels.count).joined())
    return ColorImage(width: image.width, height: image.height, samples: samples)
  }

  private func rgba(_ color: [UInt8], alpha: GrayImage) throws -> [UInt8] {
    try ImageEncoder.png(PNGSamples(rgb: uniform(color, like: alpha), alpha: alpha))
  }

  private func channels(_ bytes: [UInt8]) throws -> [GrayImage] {
    try bytes.withUnsafeBytes { try ImageDecoder().channels(of: $0, coarsely: false) }
  }

  @Test(arguments: light) func lightPenIsReadFromAlpha(color: [UInt8]) throws {
    for digit in 0...9 {
      let ink = ink(digit)
      let file = try rgba(color, alpha: ink)
      #expect(try DecodingFixtures.decode(file) == ink.inverted(), "\(digit)")
      #expect(try channels(file).isEmpty)
    }
  }

  @Test(arguments: [false, true]) func soItIsInGrey(isInterlaced: Bool) throws {
    let ink = ink(5)
    let white = GrayImage(width: ink.width, height: ink.height, filledWith: 255)
    let file = try ImageEncoder.png(PNGSamples(gray: white, alpha: ink), interlaced: isInterlaced)
    #expect(try DecodingFixtures.decode(file) == ink.inverted())
  }

  @Test func soItIsWithAPaletteAndIn16Bits() throws {
    let ink = GrayImage(width: Self.size, height: Self.size, pixels: ink(7).pixels.map { $0 > 127 ? 255 : 0 })
    let indices = PNGSamples(
      indices: ink.pixels.map { $0 / 255 }, palette: Array(repeating: 255, count: 6), width: ink.width,
      height: ink.height)
    let wide = PNGSamples(gray16: ink.pixels.map { UInt16($0) * 257 }, width: ink.width, height: ink.height)
    for (samples, transparent) in [(indices, [0, 255]), (wide, [0, 0])] as [(PNGSamples, [UInt8])] {
      let file = PNGEditing.inserting(
        PNGEditing.chunk("tRNS", transparent), beforePixelsOf: try ImageEncoder.png(samples))
      #expect(try DecodingFixtures.decode(file) == ink.inverted())
    }
  }

  @Test func soItIsInLargePictures() throws {
    let ink = ink(3, size: 480)
    let decoder = ImageDecoder(targetSide: 110)
    let found = try DecodingFixtures.decode(rgba([255, 255, 255], alpha: ink), with: decoder)
    let expected = try DecodingFixtures.decode(ImageEncoder.png(gray: ink.inverted()), with: decoder)
    #expect(found.width == 120)
    #expect(zip(found.pixels, expected.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  /// Colour that fades together with alpha, as where black was made transparent, or an average took no heed of alpha.
  @Test func seamsAreNoOtherShades() throws {
    // A pixel wide, as programs that smooth edges leave it.
    let soft = ink(2, size: 240)
    let ink = GrayImage(
      width: soft.width, height: soft.height, pixels: soft.pixels.map { UInt8(min(255, max(0, (Int($0) - 96) * 4))) })
    let faded = try ImageEncoder.png(PNGSamples(gray: ink, alpha: ink))
    #expect(try DecodingFixtures.decode(faded) == ink.inverted())
    let keyed = PNGEditing.inserting(PNGEditing.chunk("tRNS", [0, 0]), into: try ImageEncoder.png(gray: ink))
    #expect(try DecodingFixtures.decode(keyed).pixels == ink.pixels.map { $0 == 0 ? 255 : 0 })
  }

  @Test(arguments: [[0, 0, 0], [200, 0, 0], [20, 40, 120]] as [[UInt8]])
  func darkPenIsShownOnPaper(color: [UInt8]) throws {
    let ink = ink(4)
    let file = try rgba(color, alpha: ink)
    let luma = 0.299 * Double(color[0]) + 0.587 * Double(color[1]) + 0.114 * Double(color[2])
    let found = try DecodingFixtures.decode(file)
    for (shade, alpha) in zip(found.pixels, ink.pixels) {
      #expect(abs(Double(shade) - 255 + Double(alpha) / 255 * (255 - luma)) <= 1)
    }
    #expect(try channels(file).count == (luma == 0 ? 0 : 3))
  }

  @Test(arguments: [UInt8(0), 128, 255]) func evenAlphaIsNoPicture(alpha: UInt8) throws {
    let page = GrayImage(width: 60, height: 50, filledWith: 255).inked(
      with: Drawing.ink(of: 6, size: 40, seed: 3), left: 10, top: 5, shade: 30)
    let even = GrayImage(width: 60, height: 50, filledWith: alpha)
    let expected = page.pixels.map { UInt8((Double($0) * Double(alpha) / 255 + 255 - Double(alpha)).rounded()) }
    let found = try DecodingFixtures.decode(ImageEncoder.png(PNGSamples(gray: page, alpha: even)))
    #expect(zip(found.pixels, expected).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  /// Sheets with round corners, one with a digit, one with a faint digit, one empty.
  @Test(arguments: [UInt8(20), 225, 255]) func aSheetIsPaper(shade: UInt8) throws {
    let side = Self.size
    let sheet = GrayImage(width: side, height: side, filledWith: 255).inked(
      with: ink(8), left: 0, top: 0, shade: shade)
    let middle = Double(side) / 2
    let alpha = (0..<side * side).map { index -> UInt8 in
      let (x, y) = (Double(index % side) - middle, Double(index / side) - middle)
      return x.magnitude + y.magnitude < middle * 1.7 ? 255 : 0
    }
    let corners = GrayImage(width: side, height: side, pixels: alpha)
    let found = try DecodingFixtures.decode(ImageEncoder.png(PNGSamples(gray: sheet, alpha: corners)))
    #expect(found.pixels == zip(sheet.pixels, alpha).map { $1 == 0 ? 255 : $0 })
  }

  /// Where two shades or two hues show, they may be the picture.
  @Test(arguments: [[[255, 255, 255], [140, 140, 140]], [[255, 160, 160], [120, 220, 120]]] as [[[UInt8]]])
  func severalColoursAreShownOnPaper(colors: [[UInt8]]) throws {
    let ink = ink(0)
    let samples = ink.pixels.indices.flatMap { colors[$0 % ink.width < ink.width / 2 ? 0 : 1] }
    let page = ColorImage(width: ink.width, height: ink.height, samples: samples)
    let file = try ImageEncoder.png(PNGSamples(rgb: page, alpha: ink))
    let darkest = try #require(try DecodingFixtures.decode(file).pixels.min())
    #expect(darkest > 100, "not alpha")
  }
}
