import ImageEncoding
import Imaging
import Testing

struct JPEGTests {
  static let gray = GrayImage(width: 70, height: 33, pixels: noise(70 * 33, seed: 4))
  static let color = ColorImage(width: 70, height: 33, samples: noise(70 * 33 * 3, seed: 5))

  @Test(arguments: [false, true], [UInt8(1), 3])
  func frameSaysSizeComponentsAndCoding(isProgressive: Bool, components: UInt8) throws {
    let options = JPEGOptions(quality: 80, isProgressive: isProgressive)
    let file =
      try components == 1
      ? ImageEncoder.jpeg(gray: Self.gray, options: options) : ImageEncoder.jpeg(rgb: Self.color, options: options)
    let segments = try JPEGSegments(file)
    let frame = try #require(segments[isProgressive ? 0xC2 : 0xC0])
    #expect(frame.prefix(6) == [8, 0, 33, 0, 70, components])
    #expect(segments[isProgressive ? 0xC0 : 0xC2] == nil)
    #expect(segments[0xE1] == nil)
    #expect(file.suffix(2) == [0xFF, 0xD9])
  }

  @Test(arguments: 1...8)
  func orientationIsWrittenAsEXIF(_ orientation: Int) throws {
    let file = try ImageEncoder.jpeg(gray: Self.gray, options: JPEGOptions(orientation: orientation))
    let exif = try #require(try JPEGSegments(file)[0xE1])
    try #require(exif.count == 32)
    #expect(exif.prefix(10) == [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4D, 0x4D, 0, 42])
    let entry = exif[16..<28]
    #expect(Array(entry) == [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0])
  }

  @Test func lowerQualityIsSmaller() throws {
    let sizes = try [20, 60, 95].map {
      try ImageEncoder.jpeg(rgb: Self.color, options: JPEGOptions(quality: $0)).count
    }
    #expect(sizes == sizes.sorted() && Set(sizes).count == 3)
  }

  @Test func unencodablePicturesAreRefused() {
    #expect(throws: ImageEncodingError.self) { try ImageEncoder.jpeg(gray: GrayImage(width: 0, height: 0)) }
    #expect(throws: ImageEncodingError.self) { try ImageEncoder.jpeg(gray: GrayImage(width: 65_501, height: 1)) }
  }
}

/// The segments of a JPEG file before its entropy-coded data, by marker.
private struct JPEGSegments {
  private var payloads: [UInt8: [UInt8]] = [:]

  init(_ file: [UInt8]) throws {
    try #require(file.starts(with: [0xFF, 0xD8]))
    var offset = 2
    var marker: UInt8 = 0
    while marker != 0xDA {
      try #require(offset + 4 <= file.count && file[offset] == 0xFF)
      marker = file[offset + 1]
      let count = bigEndian(file[offset + 2..<offset + 4])
      try #require(offset + 2 + count <= file.count)
      payloads[marker] = Array(file[offset + 4..<offset + 2 + count])
      offset += 2 + count
    }
  }

  subscript(marker: UInt8) -> [UInt8]? { payloads[marker] }
}
