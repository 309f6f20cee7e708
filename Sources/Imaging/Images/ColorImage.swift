/// A colour picture, 8-bit sRGB: `samples[(y * width + x) * 3 + channel]`, row-major, red, green, blue.
public struct ColorImage: Sendable, Equatable {
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int
  /// `width * height * 3` values.
  public var samples: [UInt8]

  /// Wraps `samples`, which must hold exactly `width * height * 3` values.
  public init(width: Int, height: Int, samples: [UInt8]) {
    precondition(width >= 0 && height >= 0 && samples.count == width * height * 3)
    self.width = width
    self.height = height
    self.samples = samples
  }

  /// The grey picture with three equal channels.
  public init(_ gray: GrayImage) {
    self.init(
      width: gray.width,
      height: gray.height,
      samples: gray.pixels.flatMap { repeatElement($0, count: 3) }
    )
  }
}
