import Imaging

/// A picture in the layout in which a PNG file stores it: packed rows, any colour type and depth.
public struct PNGSamples: Sendable {
  /// Raw values are those of the PNG header.
  public enum ColorType: Int32, Sendable {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgba = 6

    var channels: Int {
      switch self {
      case .gray, .palette: 1
      case .grayAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }
  }

  let width: Int
  let height: Int
  let colorType: ColorType
  let bitDepth: Int
  /// Rows of `rowBytes` bytes; samples of less than 8 bits packed from the high bit, of 16 bits big-endian.
  let bytes: [UInt8]
  /// RGB triplets; empty unless the colour type is `palette`.
  let palette: [UInt8]

  var rowBytes: Int { Self.rowBytes(width: width, bits: colorType.channels * bitDepth) }

  private init(
    size: (width: Int, height: Int),
    _ colorType: ColorType,
    bitDepth: Int,
    bytes: [UInt8],
    palette: [UInt8] = []
  ) {
    (width, height) = size
    self.colorType = colorType
    self.bitDepth = bitDepth
    self.bytes = bytes
    self.palette = palette
    precondition(bytes.count == rowBytes * height)
  }

  private static func rowBytes(width: Int, bits: Int) -> Int { (width * bits + 7) / 8 }

  /// 8-bit grey.
  public init(gray image: GrayImage) {
    self.init(size: (image.width, image.height), .gray, bitDepth: 8, bytes: image.pixels)
  }

  /// 8-bit RGB.
  public init(rgb image: ColorImage) {
    self.init(size: (image.width, image.height), .rgb, bitDepth: 8, bytes: image.samples)
  }

  /// 8-bit grey with transparency: `alpha` is 0 where nothing shows, and as large as `image`.
  public init(gray image: GrayImage, alpha: GrayImage) {
    precondition(alpha.width == image.width && alpha.height == image.height)
    let bytes = zip(image.pixels, alpha.pixels).flatMap { [$0, $1] }
    self.init(size: (image.width, image.height), .grayAlpha, bitDepth: 8, bytes: bytes)
  }

  /// 8-bit RGB with transparency: `alpha` is 0 where nothing shows, and as large as `image`.
  public init(rgb image: ColorImage, alpha: GrayImage) {
    precondition(alpha.width == image.width && alpha.height == image.height)
    let bytes = alpha.pixels.indices.flatMap { image.samples[$0 * 3..<$0 * 3 + 3] + [alpha.pixels[$0]] }
    self.init(size: (image.width, image.height), .rgba, bitDepth: 8, bytes: bytes)
  }

  /// 16-bit grey, `width * height` values.
  public init(gray16 values: [UInt16], width: Int, height: Int) {
    let bytes = values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    self.init(size: (width, height), .gray, bitDepth: 16, bytes: bytes)
  }

  /// 16-bit RGB, `width * height * 3` values.
  public init(rgb16 values: [UInt16], width: Int, height: Int) {
    let bytes = values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    self.init(size: (width, height), .rgb, bitDepth: 16, bytes: bytes)
  }

  /// Black and white, 1 bit a pixel: white where `image` is at least `threshold`.
  public init(bilevel image: GrayImage, threshold: UInt8 = 128) {
    let rowBytes = Self.rowBytes(width: image.width, bits: 1)
    var bytes = [UInt8](repeating: 0, count: rowBytes * image.height)
    for y in 0..<image.height {
      for x in 0..<image.width where image[x, y] >= threshold {
        bytes[y * rowBytes + x / 8] |= 0x80 >> UInt8(x % 8)
      }
    }
    self.init(size: (image.width, image.height), .gray, bitDepth: 1, bytes: bytes)
  }

  /// 8-bit indices into a palette of up to 256 RGB triplets.
  public init(indices: [UInt8], palette: [UInt8], width: Int, height: Int) {
    precondition(palette.count % 3 == 0 && (3...768).contains(palette.count))
    self.init(size: (width, height), .palette, bitDepth: 8, bytes: indices, palette: palette)
  }
}
