import ImageIngestion
import Imaging
import Testing

/// Whole pictures. Golden greys come from Pillow or from the drawing itself: see Fixtures/make-fixtures.py.
@Suite struct DecodingTests {
  /// Largest difference from the golden greys that is rounding, not a mistake.
  private static func tolerance(_ name: String) -> (mean: Double, largest: Int) {
    // The golden values are the drawing, before JPEG's loss at quality 90.
    if name.hasPrefix("exif-"), name.hasSuffix(".jpg"), !name.contains("lying") { return (2, 16) }
    // As above at quality 95, and no two programs turn ink into light alike.
    if name.contains("cmyk") || name.contains("ycck") { return (1.5, 8) }
    // Mixed or gamma-corrected with one rounding more or less.
    if name.hasPrefix("rgba-") || name.contains("alpha") || name.contains("gamma") { return (0.5, 1) }
    return (0, 0)
  }

  @Test(arguments: try DecodingFixtures.names(in: "images").filter { $0 != "large.jpg" })
  func decodesEveryKind(name: String) throws {
    let golden = try DecodingFixtures.golden(name)
    let image = try DecodingFixtures.decode(DecodingFixtures.bytes("images/\(name)"))
    let difference = try #require(image.difference(from: golden), "\(image.width)x\(image.height)")
    let tolerance = DecodingTests.tolerance(name)
    #expect(difference.mean <= tolerance.mean)
    #expect(difference.largest <= tolerance.largest)
  }

  /// At the scales that the decoder uses, the DCT shrinks as Pillow does.
  @Test(arguments: [1, 2, 4, 8])
  func scalesLargePhotos(eighths: Int) throws {
    let golden = try DecodingFixtures.golden("large.jpg \(eighths)/8")
    let decoder = ImageDecoder(targetSide: max(golden.width, golden.height))
    let image = try DecodingFixtures.decode(DecodingFixtures.bytes("images/large.jpg"), with: decoder)
    let difference = try #require(image.difference(from: golden), "\(image.width)x\(image.height)")
    #expect(difference.mean == 0)
  }

  @Test func keepsLongerSideAtLeastTarget() throws {
    let bytes = try DecodingFixtures.bytes("images/large.jpg")
    for target in [1, 11, 12, 40, 41, 42, 81, 82, 83, 5000] {
      let image = try DecodingFixtures.decode(bytes, with: ImageDecoder(targetSide: target))
      #expect(image.width >= min(target, 82))
      // Half of it would have been too little.
      #expect(image.width == 11 || (image.width + 1) / 2 < target)
    }
  }

  @Test func readsMisnamedFile() throws {
    let misnamed = try DecodingFixtures.decode(DecodingFixtures.bytes("broken/jpeg-named.png"))
    #expect(try misnamed == DecodingFixtures.decode(DecodingFixtures.bytes("images/color.jpg")))
  }

  @Test func statesSizeAsStored() throws {
    func size(_ path: String) throws -> [Int] {
      let size = try DecodingFixtures.bytes(path).withUnsafeBytes { try ImageDecoder().size(of: $0) }
      return [size.width, size.height]
    }
    #expect(try size("images/rgb-8.png") == [41, 31])
    #expect(try size("images/exif-6-big.jpg") == [31, 41])
    #expect(try size("broken/huge-header.jpg") == [60000, 60000])
    #expect(try size("broken/huge-header.png") == [60000, 60000])
  }

  @Test(arguments: ["images/rgb-8.png", "images/large.jpg"])
  func limitsPixelsOfFullSize(path: String) throws {
    let bytes = try DecodingFixtures.bytes(path)
    let pixels = path.hasSuffix("png") ? 41 * 31 : 82 * 62
    _ = try DecodingFixtures.decode(bytes, with: ImageDecoder(maximumPixels: pixels, targetSide: 10))
    #expect(throws: IngestionError.self) {
      try DecodingFixtures.decode(bytes, with: ImageDecoder(maximumPixels: pixels - 1, targetSide: 10))
    }
  }
}
