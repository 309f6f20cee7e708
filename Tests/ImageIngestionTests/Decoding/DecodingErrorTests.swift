import ImageIngestion
import Imaging
import Testing

/// Damaged files: each has its own error, and no bytes whatever crash the decoder.
@Suite struct DecodingErrorTests {
  private static let expected: [String: IngestionError] = [
    "bad-crc.png": png("IDAT: invalid bit length repeat"),
    "bad-depth.png": png("Invalid IHDR data"),
    "bad-header-crc.png": png("IHDR: CRC error"),
    "bad-pixel-crc.png": png("IDAT: CRC error"),
    "bad-transparency-crc.png": png("tRNS: CRC error"),
    "bmp.png": .unsupported(.bmp),
    "closed-early.jpg": jpeg("premature end of data segment"),
    "empty.png": .empty,
    "garbage.jpg": .truncated(format: "JPEG"),
    "garbage.png": png("damaged signature"),
    "gif.png": .unsupported(.gif),
    "heic.jpg": .unsupported(.heic),
    "huge-header-only.jpg": huge(60000),
    "huge-header-only.png": huge(60000),
    "huge-header.jpg": huge(60000),
    "huge-header.png": huge(60000),
    "impossible-size.jpg": .impossibleSize(format: "JPEG", width: 9000, height: 9000, byteCount: 858),
    "impossible-size.png": .impossibleSize(format: "PNG", width: 9000, height: 9000, byteCount: 69),
    "lost-restart.jpg": jpeg("found marker 0xd5 instead of RST0"),
    "many-scans.jpg": jpeg("too many scans"),
    "more-data-than-pixels.png": png("more data than pixels"),
    "no-palette.png": png("IDAT: Missing PLTE before IDAT"),
    "no-pixels.png": png("IEND: out of place"),
    "not-deflated.png": png("IDAT: incorrect header check"),
    "overflowing-header.png": huge(4_294_967_295),
    "page.png": .notAnImage(kind: "web page"),
    "pdf.png": .unsupported(.pdf),
    "text-mode-copy.png": png("damaged signature"),
    "text.png": .notAnImage(kind: "plain text"),
    "tiff.png": .unsupported(.tiff),
    "too-few-rows.png": png("Not enough image data"),
    "twelve-bit.jpg": .unsupportedJPEG(kind: "12-bit"),
    "webp.png": .unsupported(.webP),
    "zero-height.jpg": jpeg("Empty JPEG image (DNL not supported)"),
    "zero-height.png": png("Invalid IHDR data"),
    "zero-width.jpg": jpeg("Empty JPEG image (DNL not supported)"),
    "zero-width.png": png("Invalid IHDR data"),
    "zeros.png": .unrecognizedFormat,
  ]

  private static func png(_ detail: String) -> IngestionError { .corrupt(format: "PNG", detail: detail) }
  private static func jpeg(_ detail: String) -> IngestionError { .corrupt(format: "JPEG", detail: detail) }
  private static func huge(_ side: Int) -> IngestionError {
    .tooManyPixels(width: side, height: side, limit: 100_000_000)
  }

  @Test(arguments: try DecodingFixtures.names(in: "broken").filter { $0 != "jpeg-named.png" })
  func refusesEveryBrokenFile(name: String) throws {
    let bytes = try DecodingFixtures.bytes("broken/\(name)")
    let cut = IngestionError.truncated(format: name.hasSuffix("png") ? "PNG" : "JPEG")
    let expected = name.hasPrefix("truncated") ? cut : DecodingErrorTests.expected[name]
    #expect(throws: try #require(expected)) { try DecodingFixtures.decode(bytes) }
  }

  /// However short, the beginning of a picture is never taken for the picture.
  @Test(arguments: ["rgb-8-interlaced.png", "palette-4-transparent.png", "color-progressive.jpg", "cmyk-plain.jpg"])
  func refusesEveryBeginning(name: String) throws {
    let bytes = try DecodingFixtures.bytes("images/\(name)")
    let cut = IngestionError.truncated(format: name.hasSuffix("png") ? "PNG" : "JPEG")
    for length in 4..<bytes.count {
      #expect(throws: cut, "\(length) bytes") { try DecodingFixtures.decode(Array(bytes.prefix(length))) }
    }
  }

  /// Damaged anywhere, a file gives a picture of the stated size or an error that says something.
  @Test(arguments: try DecodingFixtures.names(in: "images"))
  func survivesFlippedBytes(name: String) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let bytes = try DecodingFixtures.bytes("images/\(name)")
    let decoder = ImageDecoder(maximumPixels: 1_000_000)
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      do {
        let image = try DecodingFixtures.decode(damaged, with: decoder)
        #expect(image.pixels.count <= 1_000_000, "seed \(seed)")
      } catch let error as IngestionError {
        #expect(error.description.count > 10, "seed \(seed)")
      }
    }
  }

  @Test func namesTheWayOut() {
    #expect(
      IngestionError.truncated(format: "PNG").description
        == "truncated PNG: the file ends early; copy or export it again"
    )
    #expect(DecodingErrorTests.huge(60000).description.contains("--max-pixels"))
  }

  /// The libraries print warnings by default, which would tear a user's progress display.
  @Test func printsNothing() async throws {
    let result = try await #require(processExitsWith: .success, observing: [\.standardErrorContent]) {
      for folder in ["images", "broken"] {
        for name in try DecodingFixtures.names(in: folder) {
          _ = try? DecodingFixtures.decode(DecodingFixtures.bytes("\(folder)/\(name)"))
        }
      }
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self) == "")
  }
}
