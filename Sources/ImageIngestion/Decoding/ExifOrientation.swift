/// How a stored picture must be turned to stand upright (EXIF 2.32, tag 0x0112). Raw values are those of the tag.
enum ExifOrientation: UInt16, CaseIterable {
  case upright = 1
  case mirrored = 2
  case rotated180 = 3
  case flipped = 4
  /// The stored rows are the upright picture's columns.
  case transposed = 5
  /// Turn clockwise by 90° to set upright.
  case rotated90 = 6
  case transversed = 7
  /// Turn clockwise by 270° to set upright.
  case rotated270 = 8

  /// Whether width and height change places.
  var swapsSides: Bool { rawValue >= 5 }

  /// Looks the tag up in the first directory of `tiff`, a TIFF block of either byte order.
  /// Upright if there is none, or if the block makes no sense: EXIF data is too often mangled to refuse a picture.
  init(tiff: UnsafeRawBufferPointer) {
    self = TIFFBlock(tiff)?.orientation.flatMap(ExifOrientation.init(rawValue:)) ?? .upright
  }
}

/// Just enough of TIFF 6.0 to find one integer in the first directory. Every read is bounds-checked.
private struct TIFFBlock {
  private let bytes: UnsafeRawBufferPointer
  private let isBigEndian: Bool

  init?(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    if bytes.starts(with: [0x49, 0x49, 42, 0]) {
      isBigEndian = false
    } else if bytes.starts(with: [0x4D, 0x4D, 0, 42]) {
      isBigEndian = true
    } else {
      return nil
    }
  }

  private static let orientationTag: UInt16 = 0x0112
  private static let entrySize = 12

  /// The directory is a count, then entries of tag (2), type (2), count (4), value (4).
  var orientation: UInt16? {
    guard let directory = integer(UInt32.self, at: 4).map(Int.init), let count = integer(UInt16.self, at: directory)
    else { return nil }
    for index in 0..<Int(count) {
      let entry = directory + 2 + index * TIFFBlock.entrySize
      guard let tag = integer(UInt16.self, at: entry) else { return nil }
      guard tag == TIFFBlock.orientationTag else { continue }
      guard let type = integer(UInt16.self, at: entry + 2), integer(UInt32.self, at: entry + 4) == 1
      else { return nil }
      return value(ofType: type, at: entry + 8).flatMap(UInt16.init(exactly:))
    }
    return nil
  }

  /// The standard asks for SHORT, but programs write integers of any size. A value shorter than its 4 bytes is at their
  /// beginning, in either byte order.
  private func value(ofType type: UInt16, at offset: Int) -> UInt32? {
    switch type {
    case 1, 6: integer(UInt8.self, at: offset).map(UInt32.init)  // BYTE, SBYTE
    case 3, 8: integer(UInt16.self, at: offset).map(UInt32.init)  // SHORT, SSHORT
    case 4, 9: integer(UInt32.self, at: offset)  // LONG, SLONG
    default: nil
    }
  }

  private func integer<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) -> Value? {
    guard offset + MemoryLayout<Value>.size <= bytes.count else { return nil }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: type)
    return isBigEndian ? Value(bigEndian: value) : Value(littleEndian: value)
  }
}
