/// The chunk structure of a PNG file (PNG specification, section 5): after 8 bytes of signature, each chunk is
/// length (4, big-endian), type (4), data, CRC (4). Told here, since libpng's simplified interface does not tell it:
/// where the EXIF data is, and whether the file is whole.
struct PNGChunks {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  private static let signatureLength = 8
  /// Length, type and CRC.
  private static let framing = 12

  /// Width and height from IHDR, which comes first; nil if it is not there.
  var statedSize: (width: Int, height: Int)? {
    guard bytes.count >= 24, type(at: PNGChunks.signatureLength) == "IHDR" else { return nil }
    return (integer(at: 16), integer(at: 20))
  }

  /// Walks from chunk to chunk up to IEND; what follows that does not matter.
  ///
  /// - Returns: the data of the eXIf chunk, if there is one.
  /// - Throws: `truncated` if the bytes end before IEND does.
  func exifOfWholeFile() throws(IngestionError) -> UnsafeRawBufferPointer? {
    var exif: UnsafeRawBufferPointer?
    var offset = PNGChunks.signatureLength
    while offset + PNGChunks.framing <= bytes.count {
      let length = integer(at: offset)
      guard offset + PNGChunks.framing + length <= bytes.count else { break }
      switch type(at: offset) {
      case "IEND": return exif
      case "eXIf": exif = UnsafeRawBufferPointer(rebasing: bytes[(offset + 8)..<(offset + 8 + length)])
      default: break
      }
      offset += PNGChunks.framing + length
    }
    throw .truncated(format: ImageFormat.png.rawValue)
  }

  private func integer(at offset: Int) -> Int {
    Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  private func type(at offset: Int) -> ChunkType {
    ChunkType(code: bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
  }
}

/// Four letters, compared as one integer.
private struct ChunkType: Equatable, ExpressibleByStringLiteral {
  let code: UInt32

  init(code: UInt32) {
    self.code = UInt32(bigEndian: code)
  }

  init(stringLiteral letters: StaticString) {
    code = letters.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }
}
