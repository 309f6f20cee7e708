/// A line of a picture as the string network sees it: 48 pixels high, grey, and as wide as the line is long.
public struct NumberStrip: Sendable, Equatable {
  /// Rows of every strip.
  public static let height = 48
  /// Columns of the strips that the network is trained on.
  public static let trainingWidth = 192
  /// Pixels of a strip for each column of the network's answer.
  public static let columnWidth = 4

  /// `height` rows, 0 black … 255 white; the width is a multiple of `columnWidth`.
  public var picture: GrayImage

  /// Takes a picture of the right height.
  public init(_ picture: GrayImage) {
    precondition(picture.height == Self.height && picture.width % Self.columnWidth == 0)
    self.picture = picture
  }
}

/// A sign and the box around its ink, in pixels of a strip: columns `left ..< right`, rows `top ..< bottom`.
public struct PlacedSign: Sendable, Equatable {
  /// What is written.
  public var sign: NumberSign
  /// The box around the ink; it may reach beyond the strip.
  public var left, top, right, bottom: Float

  /// Takes a sign and its box.
  public init(_ sign: NumberSign, left: Float, top: Float, right: Float, bottom: Float) {
    (self.sign, self.left, self.top, self.right, self.bottom) = (sign, left, top, right, bottom)
  }
}
