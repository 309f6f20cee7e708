import ImageEncoding
import ImageIngestion
import Imaging
import Testing

/// Masks and drawings of a few close shades, and blank paper, which must not be taken for one.
struct FewShadesTests {
  private static let size = 100

  private static func mask(_ digit: Int) -> [Bool] {
    GrayImage(width: size, height: size, filledWith: 0)
      .inked(with: Drawing.ink(of: digit, size: 70, seed: 3), left: 15, top: 15, shade: 255)
      .pixels.map { $0 > 127 }
  }

  private static func picture<Value>(_ mask: [Bool], ink: Value, paper: Value) -> [Value] {
    mask.map { $0 ? ink : paper }
  }

  private func gray(_ pixels: [UInt8]) -> GrayImage { GrayImage(width: Self.size, height: Self.size, pixels: pixels) }

  @Test(arguments: [(0, 1), (1, 0), (100, 104), (104, 100), (246, 250), (4, 0), (100, 130)] as [(UInt8, UInt8)])
  func twoCloseShadesAreDrawnApart(ink: UInt8, paper: UInt8) throws {
    let mask = Self.mask(3)
    let expected = Self.picture(mask, ink: ink < paper ? 0 : 255, paper: ink < paper ? 255 : 0) as [UInt8]
    let picture = gray(Self.picture(mask, ink: ink, paper: paper))
    for isInterlaced in [false, true] {
      let file = try ImageEncoder.png(PNGSamples(gray: picture), interlaced: isInterlaced)
      #expect(try DecodingFixtures.decode(file).pixels == expected)
    }
  }

  @Test(arguments: [(1, 0), (0, 1), (200, 0), (5000, 6000)] as [(UInt16, UInt16)])
  func soAreThoseOf16Bits(ink: UInt16, paper: UInt16) throws {
    let mask = Self.mask(5)
    let expected = Self.picture(mask, ink: ink < paper ? 0 : 255, paper: ink < paper ? 255 : 0) as [UInt8]
    let values = Self.picture(mask, ink: ink, paper: paper)
    let files = [
      PNGSamples(gray16: values, width: Self.size, height: Self.size),
      PNGSamples(rgb16: values.flatMap { [$0, $0, $0] }, width: Self.size, height: Self.size),
    ]
    for file in files { #expect(try DecodingFixtures.decode(ImageEncoder.png(file)).pixels == expected) }
  }

  @Test func whatSmoothingLeavesBetweenThemStaysBetween() throws {
    let ink = Drawing.ink(of: 9, size: Self.size, seed: 3)
    let file = try ImageEncoder.png(gray: gray(ink.pixels.map { 104 - UInt8((Double($0) / 255 * 4).rounded()) }))
    let found = try DecodingFixtures.decode(file)
    #expect(zip(found.pixels, ink.pixels).allSatisfy { abs(Int($0) - 255 + Int($1)) <= 32 })
  }

  @Test func ofColoursEachChannelIsDrawnApart() throws {
    let mask = Self.mask(2)
    let samples = mask.flatMap { $0 ? [100, 104, 102] : [104, 100, 102] as [UInt8] }
    let file = try ImageEncoder.png(rgb: ColorImage(width: Self.size, height: Self.size, samples: samples))
    let channels = try file.withUnsafeBytes { try ImageDecoder().channels(of: $0, coarsely: false) }
    try #require(channels.count == 3)
    #expect(channels[0].pixels == Self.picture(mask, ink: 0, paper: 255))
    #expect(channels[1].pixels == Self.picture(mask, ink: 255, paper: 0))
  }

  @Test func largePicturesAreDrawnApartBeforeTheyAreReduced() throws {
    let mask = Self.mask(4)
    let decoder = ImageDecoder(targetSide: 50)
    let close = try ImageEncoder.png(gray: gray(Self.picture(mask, ink: 0, paper: 1)))
    let apart = try ImageEncoder.png(gray: gray(Self.picture(mask, ink: 0, paper: 255)))
    #expect(try DecodingFixtures.decode(close, with: decoder) == DecodingFixtures.decode(apart, with: decoder))
  }

  /// Paper in two shades, in some, and as a JPEG leaves it.
  @Test(arguments: 0..<40) func blankPaperStaysAsItIs(round: Int) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let (shade, share) = (generator.uniform(160...255), generator.uniform(0.001...0.5))
    let side = [28, 100, 300][round % 3]
    let two = (0..<side * side).map { _ in UInt8(shade) - (generator.unit() < share ? 1 : 0) }
    let papers = [
      GrayImage(width: side, height: side, pixels: two),
      GrayImage(width: side, height: side, filledWith: UInt8(shade)).noisy(
        deviation: generator.uniform(0.2...1.5), seed: seed),
    ]
    let quality = Int(generator.uniform(50...95))
    let jpegs = try papers.map {
      try DecodingFixtures.decode(ImageEncoder.jpeg(gray: $0, options: JPEGOptions(quality: quality)))
    }
    for paper in papers + jpegs {
      let found = try DecodingFixtures.decode(ImageEncoder.png(gray: paper))
      #expect(found == paper, "seed \(seed)")
      #expect(DigitExtractor().extract(from: found).digit == nil, "seed \(seed)")
    }
  }
}
