/// The chunk structure of a PNG file (PNG specification, section 5): after 8 bytes of signature, each chunk is
/// length (4, big-endian), type (4), data, CRC (4). Read here, since libpng stops after the pixels:
/// where the EXIF data is (it may come last), and whether the file is whole.
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

  /// Deflate turns two bits into 258 bytes at most.
  private static let largestExpansion = 1032

  /// - Throws: `impossibleSize` if the pixels cannot be in the file, however well they are compressed.
  func checkPixelBytes(width: Int, height: Int) throws(IngestionError) {
    guard bytes.count >= 26 else { return }
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][bytes[25]] ?? 0
    // As a Double, which cannot overflow: bits of the pixels, filter bytes left out.
    let needed = Double(width) * Double(height) * Double(samples * Int(bytes[24]))
    guard needed > Double(bytes.count * PNGChunks.largestExpansion * 8) else { return }
    throw .impossibleSize(format: ImageFormat.png.rawValue, width: width, height: height, byteCount: bytes.count)
  }

  /// Walks from chunk to chunk up to IEND; what follows that does not matter.
  ///
  /// - Returns: the data of the eXIf chunk, if there is one and it is whole: viewers drop a damaged one too.
  /// - Throws: `truncated` if the bytes end before IEND does, `corrupt` if they do not even begin like a PNG, `applePNG`
  /// if they are one that only Apple's devices read.
  func exifOfWholeFile() throws(IngestionError) -> UnsafeRawBufferPointer? {
    if bytes.count >= 16, hasWholeSignature, type(at: PNGChunks.signatureLength) == "CgBI" { throw .applePNG }
    guard bytes.count < 16 || (hasWholeSignature && type(at: PNGChunks.signatureLength) == "IHDR") else {
      throw .corrupt(format: ImageFormat.png.rawValue, detail: "damaged signature")
    }
    var exif: UnsafeRawBufferPointer?
    var offset = PNGChunks.signatureLength
    while offset + PNGChunks.framing <= bytes.count {
      let length = integer(at: offset)
      guard offset + PNGChunks.framing + length <= bytes.count else { break }
      switch type(at: offset) {
      case "IEND": return exif
      case "eXIf": exif = wholeData(at: offset, length: length)
      default: break
      }
      offset += PNGChunks.framing + length
    }
    throw .truncated(format: ImageFormat.png.rawValue)
  }

  /// Whether the signature is whole. It holds line ends, which copying a file as text changes.
  private var hasWholeSignature: Bool {
    bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  }

  /// Larger EXIF data than a JPEG can hold is not looked at.
  private static let longestExif = 1 << 16

  /// The data of the chunk at `offset`; nil if its checksum, which covers the type too, is wrong.
  private func wholeData(at offset: Int, length: Int) -> UnsafeRawBufferPointer? {
    guard length <= PNGChunks.longestExif else { return nil }
    let covered = bytes[(offset + 4)..<(offset + 8 + length)]
    guard PNGChunks.checksum(covered) == UInt32(integer(at: offset + 8 + length)) else { return nil }
    return UnsafeRawBufferPointer(rebasing: covered.dropFirst(4))
  }

  /// CRC-32 (PNG specification, section 5.5), bit by bit: the data is short.
  private static func checksum(_ data: Slice<UnsafeRawBufferPointer>) -> UInt32 {
    ~data.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
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
