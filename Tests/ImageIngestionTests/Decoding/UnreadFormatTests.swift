import ImageIngestion
import Testing

/// What people have beside PNG and JPEG is called by its name, with the command that converts it.
@Suite struct UnreadFormatTests {
  private static let files: [(UnreadFormat, [UInt8])] = [
    (.pdf, Array("%PDF-1.7\n".utf8)), (.tiff, Array("II*\0".utf8)), (.tiff, Array("MM\0*".utf8)),
    (.tiff, Array("II+\0".utf8)), (.heic, brands("heic", "mif1")), (.heic, brands("mif1", "heic")),
    (.avif, brands("avif", "mif1")), (.avif, brands("mif1", "avif")), (.webP, Array("RIFF\u{10}\0\0\0WEBPVP8L".utf8)),
    (.bmp, Array("BM\u{36}\u{10}\0\0\0\0\0\0".utf8)), (.gif, Array("GIF89a".utf8)),
    (.svg, Array("<?xml version=\"1.0\"?>\n<!-- a drawing -->\n<SVG width=\"9\">".utf8)),
    (.jpeg2000, Array("\0\0\0\u{C}jP  \r\n".utf8)), (.jpegXL, Array("\0\0\0\u{C}JXL \r\n".utf8)),
    (.jpegXL, [0xFF, 0x0A, 0x10]), (.zip, Array("PK\u{3}\u{4}\u{14}\0".utf8)), (.zip, Array("PK\u{5}\u{6}".utf8)),
  ]

  /// The first box of a file in the ISO base media format: its major brand, a version, and those with which it goes.
  private static func brands(_ major: String, _ other: String) -> [UInt8] {
    Array("\0\0\0\u{18}ftyp\(major)\0\0\0\0\(major)\(other)".utf8) + [UInt8](repeating: 0, count: 40)
  }

  @Test(arguments: files) func isToldFromItsFirstBytes(format: UnreadFormat, bytes: [UInt8]) {
    for padding in [0, 2000] {
      let file = bytes + [UInt8](repeating: UInt8(ascii: " "), count: padding)
      #expect(throws: IngestionError.unsupported(format)) { try DecodingFixtures.decode(file) }
    }
  }

  @Test func everyFormatIsTried() {
    #expect(Set(Self.files.map(\.0)) == Set(UnreadFormat.allCases))
  }

  @Test(arguments: UnreadFormat.allCases) func theMessageHasTheCommand(format: UnreadFormat) throws {
    let message = IngestionError.unsupported(format).description
    #expect(message.hasPrefix(format.rawValue + " "))
    #expect(message.firstMatch(of: /with: [a-z_-]+ .*\(package [a-z0-9-]+\)$/) != nil, "\(message)")
    #expect(message.contains("IN.\(try #require(format.endings.first))"), "\(message)")
    // A row of a CSV needs no quotes for it.
    #expect(!message.contains(",") && !message.contains("\""))
  }

  @Test func whatOnlyLooksAlikeIsNone() {
    for text in ["BM is no picture", "RIFF of a guitar", "PKW", "ftyp"] {
      #expect(throws: IngestionError.notAnImage(kind: "plain text")) { try DecodingFixtures.decode(Array(text.utf8)) }
    }
  }
}
