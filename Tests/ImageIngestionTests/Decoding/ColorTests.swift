import ImageEncoding
import ImageIngestion
import Imaging
import TestSupport
import Testing

/// Ink that is hardly darker than its paper, but of another colour.
struct ColorTests {
  struct Pair: Sendable {
    var name: String
    var paper, ink: SIMD3<Float>
  }

  private static let pairs = [
    Pair(name: "cyan on white", paper: [250, 250, 248], ink: [120, 215, 235]),
    Pair(name: "yellow-orange on white", paper: [250, 250, 248], ink: [255, 205, 90]),
    Pair(name: "red on pink", paper: [245, 185, 195], ink: [235, 110, 120]),
    Pair(name: "blue on blue-grey", paper: [160, 175, 195], ink: [90, 130, 205]),
    Pair(name: "yellow on white", paper: [252, 252, 250], ink: [250, 240, 110]),
    Pair(name: "green on red of the same luma", paper: [220, 120, 110], ink: [70, 175, 90]),
  ]
  /// In 1/255, averaged over all pixels: JPEG stores colour at half the resolution.
  private static let tolerance = 14.0

  @Test(arguments: pairs) func colouredInkIsFound(pair: Pair) throws {
    for digit in 0...9 {
      let ink = Drawing.ink(of: digit, size: 200, seed: 3)
      let reference = DigitNormalizer.normalize(ink: ink)
      let page = page(ink, pair, seed: UInt64(digit))
      for file in [try ImageEncoder.png(rgb: page), try ImageEncoder.jpeg(rgb: page)] {
        let found = try #require(try extraction(of: file).digit, "\(digit) is blank")
        #expect(found.meanDifferenceIgnoringShift(from: reference) < Self.tolerance, "\(digit)")
      }
    }
  }

  @Test func channelsAreThoseOfTheFileOrNone() throws {
    let page = page(Drawing.ink(of: 4, size: 200, seed: 3), Self.pairs[0], seed: 1)
    let png = try ImageEncoder.png(rgb: page)
    let channels = try png.withUnsafeBytes { try ImageDecoder().channels(of: $0, coarsely: false) }
    try #require(channels.count == 3)
    for channel in 0..<3 {
      let expected = stride(from: channel, to: page.samples.count, by: 3).map { page.samples[$0] }
      #expect(channels[channel].pixels == expected)
    }
    let gray = GrayImage(width: 40, height: 30, pixels: Array(channels[0].pixels[..<1200]))
    let files = try [
      ImageEncoder.png(gray: gray), ImageEncoder.png(rgb: ColorImage(gray)), ImageEncoder.jpeg(gray: gray),
    ]
    for file in files {
      #expect(try file.withUnsafeBytes { try ImageDecoder().channels(of: $0, coarsely: false) }.isEmpty)
    }
  }

  @Test func anEmptyColouredPageIsBlank() throws {
    for pair in Self.pairs {
      let page = page(GrayImage(width: 200, height: 200, filledWith: 0), pair, seed: 2)
      #expect(try extraction(of: ImageEncoder.jpeg(rgb: page)).digit == nil, "\(pair.name)")
    }
  }

  /// Grey first, and the channels where that is doubtful, as scans are read.
  private func extraction(of file: [UInt8]) throws -> Extraction {
    try file.withUnsafeBytes { bytes in
      let gray = try DigitExtractor().extract(from: ImageDecoder().decode(bytes))
      guard !gray.isPlain else { return gray }
      let channels = try ImageDecoder().channels(of: bytes, coarsely: false)
      return DigitExtractor().extract(fromChannels: channels, betterThan: gray)?.extraction ?? gray
    }
  }

  private func page(_ ink: GrayImage, _ pair: Pair, seed: UInt64) -> ColorImage {
    var generator = SeededGenerator(seed: seed)
    var samples: [UInt8] = []
    for y in 0..<300 {
      for x in 0..<320 {
        let isOnDrawing = 50..<250 ~= y && 60..<260 ~= x
        let share = isOnDrawing ? Float(ink[x - 60, y - 50]) / 255 : 0
        let color = pair.paper + share * (pair.ink - pair.paper) + 1.5 * generator.normal()
        for channel in 0..<3 { samples.append(UInt8(min(255, max(0, color[channel].rounded())))) }
      }
    }
    return ColorImage(width: 320, height: 300, samples: samples)
  }
}
