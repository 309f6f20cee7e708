import Imaging

/// What ingestion found in a picture, and how it decided.
public struct Extraction: Sendable {
  /// The digit as the network will see it, or nil when the picture holds no ink that could be one.
  public var digit: DigitImage?
  public var polarity: Polarity
  /// Where the digit's ink is, in pixels of the picture that was searched.
  public var inkBox: PixelBox?
  /// The ink (255) and everything else (0), at the size of the picture that was searched.
  public var inkMask: GrayImage
}

/// Which side of the threshold the ink is on.
public enum Polarity: String, Sendable, CaseIterable {
  /// Dark ink on light paper.
  case dark
  /// Light ink on a dark ground.
  case light
}

/// A rectangle of whole pixels: columns `x ..< x + width`, rows `y ..< y + height`.
public struct PixelBox: Sendable, Equatable {
  public var x, y, width, height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }
}
