/// The input of the digit networks: 28×28, row-major, 0 is paper and 255 is ink, laid out as MNIST was made
/// (the digit fitted into 20×20, its centre of mass in the middle pixel).
public struct DigitImage: Sendable, Equatable {
  /// Width and height, in pixels.
  public static let side = 28
  /// Pixels of one image, 784.
  public static let pixelCount = side * side

  /// 784 values, 0 paper … 255 ink.
  public var pixels: [UInt8]

  /// Wraps `pixels`, which must hold exactly 784 values.
  public init(pixels: [UInt8]) {
    precondition(pixels.count == DigitImage.pixelCount)
    self.pixels = pixels
  }

  /// Paper without ink.
  public init() {
    pixels = Array(repeating: 0, count: DigitImage.pixelCount)
  }

  /// The shade of column `x`, row `y`, both 0 … 27.
  @inlinable public subscript(x: Int, y: Int) -> UInt8 {
    get { pixels[y * DigitImage.side + x] }
    set { pixels[y * DigitImage.side + x] = newValue }
  }
}
