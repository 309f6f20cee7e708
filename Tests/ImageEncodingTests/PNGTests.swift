import ImageEncoding
import Imaging
import Testing

struct PNGTests {
  /// Every layout, with what its header must say and the samples that must come back.
  struct Layout: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var image: PNGSamples
    var colorType: Int
    var bitDepth: Int
    var rowBytes: Int
    var pixelBytes: Int
    var samples: [UInt8]
    var palette: [UInt8] = []
  }

  static let width = 13
  static let height = 9
  static let gray = GrayImage(width: width, height: height, pixels: noise(width * height, seed: 1))
  static let color = ColorImage(width: width, height: height, samples: noise(width * height * 3, seed: 2))
  static let alpha = GrayImage(width: width, height: height, pixels: noise(width * height, seed: 3))
  static let palette: [UInt8] = [0, 0, 0, 250, 240, 230, 20, 40, 200]

  static let layouts: [Layout] = [
    Layout(
      testDescription: "grey",
      image: PNGSamples(gray: gray),
      colorType: 0,
      bitDepth: 8,
      rowBytes: 13,
      pixelBytes: 1,
      samples: gray.pixels
    ),
    Layout(
      testDescription: "RGB",
      image: PNGSamples(rgb: color),
      colorType: 2,
      bitDepth: 8,
      rowBytes: 39,
      pixelBytes: 3,
      samples: color.samples
    ),
    Layout(
      testDescription: "grey with alpha",
      image: PNGSamples(gray: gray, alpha: alpha),
      colorType: 4,
      bitDepth: 8,
      rowBytes: 26,
      pixelBytes: 2,
      samples: (0..<width * height).flatMap { [gray.pixels[$0], alpha.pixels[$0]] }
    ),
    Layout(
      testDescription: "RGBA",
      image: PNGSamples(rgb: color, alpha: alpha),
      colorType: 6,
      bitDepth: 8,
      rowBytes: 52,
      pixelBytes: 4,
      samples: (0..<width * height).flatMap { color.samples[$0 * 3...$0 * 3 + 2] + [alpha.pixels[$0]] }
    ),
    Layout(
      testDescription: "16-bit grey",
      image: PNGSamples(gray16: gray.pixels.map { UInt16($0) << 8 | 7 }, width: width, height: height),
      colorType: 0,
      bitDepth: 16,
      rowBytes: 26,
      pixelBytes: 2,
      samples: gray.pixels.flatMap { [$0, 7] }
    ),
    Layout(
      testDescription: "16-bit RGB",
      image: PNGSamples(rgb16: color.samples.map { UInt16($0) << 8 | 9 }, width: width, height: height),
      colorType: 2,
      bitDepth: 16,
      rowBytes: 78,
      pixelBytes: 6,
      samples: color.samples.flatMap { [$0, 9] }
    ),
    Layout(
      testDescription: "palette",
      image: PNGSamples(indices: gray.pixels.map { $0 % 3 }, palette: palette, width: width, height: height),
      colorType: 3,
      bitDepth: 8,
      rowBytes: 13,
      pixelBytes: 1,
      samples: gray.pixels.map { $0 % 3 },
      palette: palette
    ),
    Layout(
      testDescription: "1 bit",
      image: PNGSamples(bilevel: gray),
      colorType: 0,
      bitDepth: 1,
      rowBytes: 2,
      pixelBytes: 1,
      samples: packedBits(of: gray)
    ),
  ]

  @Test(arguments: layouts)
  func everyLayoutIsStoredAsItIs(_ layout: Layout) throws {
    let count = (layout.rowBytes + 1) * Self.height
    let file = try PNGChunks(ImageEncoder.png(layout.image), inflatedCount: count)
    #expect(file.names.first == "IHDR" && file.names.last == "IEND")
    #expect((file.width, file.height) == (Self.width, Self.height))
    #expect(file.colorType == layout.colorType)
    #expect(file.bitDepth == layout.bitDepth)
    #expect(!file.isInterlaced)
    #expect(file.palette == layout.palette)
    #expect(try file.samples(rowBytes: layout.rowBytes, pixelBytes: layout.pixelBytes) == layout.samples)
  }

  @Test func interlacedFilesHoldTheSevenPasses() throws {
    // Adam7 on 13×9 makes passes of 2×2, 2×2, 4×1, 3×3, 7×2, 6×5 and 13×4 pixels; each row has a filter byte.
    let passes = [(2, 2), (2, 2), (4, 1), (3, 3), (7, 2), (6, 5), (13, 4)]
    let count = passes.reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    let file = try PNGChunks(
      ImageEncoder.png(PNGSamples(gray: Self.gray), interlaced: true),
      inflatedCount: count
    )
    #expect(file.isInterlaced)
    #expect(file.filteredRows.count == count)
  }

  @Test func unencodablePicturesAreRefused() {
    #expect(throws: ImageEncodingError.self) { try ImageEncoder.png(gray: GrayImage(width: 0, height: 0)) }
    #expect(throws: ImageEncodingError.self) { try ImageEncoder.png(gray: GrayImage(width: 1_000_001, height: 1)) }
  }

  private static func packedBits(of image: GrayImage) -> [UInt8] {
    (0..<image.height).flatMap { y in
      stride(from: 0, to: image.width, by: 8).map { x in
        (x..<x + 8).reduce(0) { $0 << 1 | ($1 < image.width && image[$1, y] >= 128 ? 1 : 0) }
      }
    }
  }
}

func noise(_ count: Int, seed: UInt64) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
}
