import ImageEncoding
import ImageIngestion
import Imaging
import Testing

/// Oddities that leave the pixels as they were, and whole files of kinds that are not read.
struct DecodingToleranceTests {
  private static let plain = "images/gray-8.png"

  // MARK: EXIF

  /// BYTE, SHORT, LONG, and the same with a sign.
  @Test(arguments: [1, 3, 4, 6, 8, 9] as [UInt8]) func orientationMayBeAnyInteger(type: UInt8) throws {
    for (name, isBigEndian) in [("images/exif-6-big.jpg", true), ("images/exif-6-little.jpg", false)] {
      let bytes = try DecodingFixtures.bytes(name)
      let edited = try withOrientation(bytes, type: type, isBigEndian: isBigEndian)
      #expect(try DecodingFixtures.decode(edited) == DecodingFixtures.decode(bytes), "\(name)")
    }
  }

  /// ASCII, RATIONAL, UNDEFINED, FLOAT, and what is none.
  @Test(arguments: [0, 2, 5, 7, 11, 200] as [UInt8]) func whatIsNoIntegerCountsAsUpright(type: UInt8) throws {
    let edited = try withOrientation(DecodingFixtures.bytes("images/exif-6-big.jpg"), type: type, isBigEndian: true)
    let image = try DecodingFixtures.decode(edited)
    #expect([image.width, image.height] == [31, 41])
  }

  /// The entry of orientation 6, a SHORT in the files, as another type.
  private func withOrientation(_ bytes: [UInt8], type: UInt8, isBigEndian: Bool) throws -> [UInt8] {
    func number(_ value: UInt8, size: Int) -> [UInt8] {
      let zeros = [UInt8](repeating: 0, count: size - 1)
      return isBigEndian ? zeros + [value] : [value] + zeros
    }
    let tag: [UInt8] = isBigEndian ? [0x01, 0x12] : [0x12, 0x01]
    let start = try #require(
      bytes.indices.first { bytes[$0...].starts(with: tag + number(3, size: 2) + number(1, size: 4)) })
    let size = [1: 1, 6: 1, 4: 4, 9: 4][Int(type)] ?? 2
    let value = number(6, size: size) + [UInt8](repeating: 0, count: 4 - size)
    var edited = bytes
    edited.replaceSubrange(start..<start + 12, with: tag + number(type, size: 2) + number(1, size: 4) + value)
    return edited
  }

  // MARK: Checksums

  @Test(arguments: [
    "tEXt", "zTXt", "iTXt", "pHYs", "tIME", "iCCP", "sPLT", "bKGD", "sBIT", "cHRM", "eXIf", "oFFs", "pCAL",
  ]) func damageToWhatIsNotReadDoesNoHarm(type: String) throws {
    let bytes = try DecodingFixtures.bytes(Self.plain)
    let damaged = PNGEditing.chunk(type, Array("Title\0abc".utf8), isWhole: false)
    let expected = try DecodingFixtures.decode(bytes)
    #expect(try DecodingFixtures.decode(PNGEditing.inserting(damaged, into: bytes)) == expected)
    let end = Array(bytes.dropLast(12)) + damaged + Array(bytes.suffix(12))
    #expect(try DecodingFixtures.decode(end) == expected)
  }

  /// Without these the pixels would look otherwise; an unknown name may be a damaged one of theirs.
  @Test(
    arguments: [("gAMA", [0, 1, 0x86, 0xA0]), ("sRGB", [0]), ("tRNS", [0, 40]), ("tRNs", [0, 40])]
      as [(String, [UInt8])])
  func damageToWhatPixelsDependOnIsAnError(type: String, data: [UInt8]) throws {
    let bytes = try DecodingFixtures.bytes(Self.plain)
    let damaged = PNGEditing.inserting(PNGEditing.chunk(type, data, isWhole: false), into: bytes)
    #expect(throws: IngestionError.corrupt(format: "PNG", detail: "\(type): CRC error")) {
      try DecodingFixtures.decode(damaged)
    }
  }

  @Test func orientationOfADamagedChunkIsNotTrusted() throws {
    let bytes = try DecodingFixtures.bytes(Self.plain)
    let exif: [UInt8] = Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    func size(isWhole: Bool) throws -> [Int] {
      let chunk = PNGEditing.chunk("eXIf", exif, isWhole: isWhole)
      let image = try DecodingFixtures.decode(PNGEditing.inserting(chunk, into: bytes))
      return [image.width, image.height]
    }
    #expect(try size(isWhole: true) == [31, 41])
    #expect(try size(isWhole: false) == [41, 31])
  }

  // MARK: Other kinds

  @Test func applesPNGIsCalledSo() throws {
    let bytes = try DecodingFixtures.bytes(Self.plain)
    let start = PNGEditing.signatureLength
    let first = PNGEditing.chunk("CgBI", [0x50, 0, 0x20, 0x06])
    let error = #expect(throws: IngestionError.applePNG) {
      try DecodingFixtures.decode(Array(bytes[..<start]) + first + Array(bytes[start...]))
    }
    #expect(error?.description.contains("CgBI") == true)
    #expect(error?.description.hasSuffix("sips -s format png IN.png --out OUT.png") == true)
  }

  /// By the marker of the frame.
  @Test(
    arguments: [
      (0xC3, "lossless"), (0xC5, "hierarchical"), (0xC7, "hierarchical"), (0xCB, "lossless"), (0xCF, "hierarchical"),
      (0xF7, "lossless (JPEG-LS)"),
    ] as [(UInt8, String)]) func unusualJPEGsAreCalledWhatTheyAre(marker: UInt8, kind: String) throws
  {
    var bytes = try DecodingFixtures.bytes("images/gray.jpg")
    let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0xC0]) })
    bytes[frame + 1] = marker
    let error = #expect(throws: IngestionError.unsupportedJPEG(kind: kind)) { try DecodingFixtures.decode(bytes) }
    #expect(error?.description.contains("corrupt") == false)
    #expect(error?.description.contains("ffmpeg -i IN.jpg OUT.png") == kind.hasPrefix("lossless"))
  }
}
