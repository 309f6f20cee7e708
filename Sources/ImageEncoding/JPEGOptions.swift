/// How a JPEG is written.
public struct JPEGOptions: Sendable {
  /// 1 (smallest) … 100 (best).
  public var quality: Int
  /// Whether the picture is stored in several scans, coarse to fine.
  public var isProgressive: Bool
  /// The EXIF orientation tag, 1 … 8, telling viewers how to turn the stored picture; nil writes no EXIF.
  public var orientation: Int?

  /// Options with the given values.
  public init(quality: Int = 90, isProgressive: Bool = false, orientation: Int? = nil) {
    precondition((1...100).contains(quality))
    precondition(orientation.map { (1...8).contains($0) } ?? true)
    self.quality = quality
    self.isProgressive = isProgressive
    self.orientation = orientation
  }

  /// The smallest EXIF segment that holds an orientation: a big-endian TIFF header and one directory entry
  /// (CIPA DC-008, "Exif 2.32", tag 0x0112).
  static func exif(orientation: Int) -> [UInt8] {
    let tag: [UInt8] = [0x01, 0x12]
    let typeShort: [UInt8] = [0, 3]
    return Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8]  // The directory begins 8 bytes into the TIFF data,
      + [0, 1] + tag + typeShort + [0, 0, 0, 1] + [0, UInt8(orientation), 0, 0]  // has one entry,
      + [0, 0, 0, 0]  // and no other follows.
  }
}
