/// A grey picture: `pixels[y * width + x]`, row-major, 0 is black and 255 is white.
public struct GrayImage: Sendable, Equatable {
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// `width * height` values.
  public var pixels: [UInt8]

  /// Wraps `pixels`, which must hold exactly `width * height` values.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width >= 0 && height >= 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A picture of one shade.
  public init(width: Int, height: Int, filledWith shade: UInt8 = 255) {
    self.init(width: width, height: height, pixels: Array(repeating: shade, count: width * height))
  }

  /// The shade of column `x`, row `y`, which must lie inside the picture.
  @inlinable public subscript(x: Int, y: Int) -> UInt8 {
    get { pixels[y * width + x] }
    set { pixels[y * width + x] = newValue }
  }
}
