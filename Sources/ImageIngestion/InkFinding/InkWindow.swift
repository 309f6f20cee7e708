import Imaging

/// A square part of a picture, as a learned ink finder looks at it: always 96×96 pixels, with full contrast.
public struct InkWindow: Sendable, Equatable {
  /// Pixels along each side of what the finder sees.
  public static let resolution = 96
  /// A window is so many times as large as the digit in its middle.
  private static let room: Float = 1.5
  /// Shades that lie closer together than this are not drawn further apart: they are noise of blank paper.
  private static let leastRange = 40
  /// The share of the darkest and of the lightest pixels that may lie beyond black and white.
  private static let clipped: Float = 0.001

  /// The upper left corner, in pixels of the picture. A window may reach beyond the picture, whose edge then goes on.
  public var x, y: Float
  /// In pixels of the picture.
  public var side: Float

  /// The square of side `side` whose upper left corner is at (`x`, `y`), in pixels of the picture.
  public init(x: Float, y: Float, side: Float) {
    self.x = x
    self.y = y
    self.side = side
  }

  /// All of a picture, in the middle of the square.
  public init(wholeOf picture: GrayImage) {
    let (width, height) = (Float(picture.width), Float(picture.height))
    side = max(width, height)
    (x, y) = ((width - side) / 2, (height - side) / 2)
  }

  /// The window that suits a digit which lies in `box` of a picture.
  public init(around box: PixelBox) {
    self = InkWindow(x: 0, y: 0, side: Float(InkWindow.resolution)).closer(to: box)
  }

  /// The window that suits a digit which lies in `box` of what is seen through this one.
  public func closer(to box: PixelBox) -> InkWindow {
    let wanted = Float(box.longestSide) * InkWindow.room * scale
    let middleX = x + (Float(box.x) + Float(box.width) / 2) * scale
    let middleY = y + (Float(box.y) + Float(box.height) / 2) * scale
    return InkWindow(x: middleX - wanted / 2, y: middleY - wanted / 2, side: wanted)
  }

  /// Pixels of the picture for each of those that are seen, along a side.
  var scale: Float { side / Float(InkWindow.resolution) }

  /// `box` of what is seen, in pixels of the picture.
  public func inPicture(_ box: PixelBox) -> PixelBox {
    PixelBox(
      x: Int((x + Float(box.x) * scale).rounded()), y: Int((y + Float(box.y) * scale).rounded()),
      width: Int((Float(box.width) * scale).rounded()), height: Int((Float(box.height) * scale).rounded()))
  }

  /// The view of `picture` through the window: 96×96 pixels, of which the darkest is black and the lightest white.
  public func view(of picture: GrayImage) -> GrayImage {
    let taps = side / Float(InkWindow.resolution)
    // Whole blocks first, which is quick; at least two of them for each pixel, so that the rest is smooth.
    let factor = max(1, Int(taps / 2))
    let reduced = picture.reduced(by: factor)
    let scale = 1 / Float(factor)
    let size = InkWindow.resolution
    let columns = LineResampler.triangles(size, from: x * scale, side: side * scale, limit: reduced.width)
    let rows = LineResampler.triangles(size, from: y * scale, side: side * scale, limit: reduced.height)
    let values = rows.down(columns.across(reduced), width: size, startingAt: 0.5)
    let pixels = values.map { UInt8(min(255, $0)) }
    return InkWindow.stretched(GrayImage(width: size, height: size, pixels: pixels))
  }

  /// `mask`, which belongs to a view of `picture`, with 0 wherever the view lies beyond the picture: there, the
  /// picture's edge goes on in streaks.
  public func inside(_ picture: GrayImage, of mask: GrayImage) -> GrayImage {
    func seen(_ origin: Float, _ length: Int) -> Range<Int> {
      let (first, last) = (-origin / scale, (Float(length) - origin) / scale)
      let limit = Float(InkWindow.resolution)
      return Int(min(max(first.rounded(.down), 0), limit))..<Int(min(max(last.rounded(.up), 0), limit))
    }
    let (columns, rows) = (seen(x, picture.width), seen(y, picture.height))
    var inside = GrayImage(width: mask.width, height: mask.height, filledWith: 0)
    for row in rows {
      for column in columns { inside[column, row] = mask[column, row] }
    }
    return inside
  }

  /// A view with its shades stretched over the whole range, as they are in training.
  public static func stretched(_ view: GrayImage) -> GrayImage {
    let histogram = Histogram(of: view.pixels)
    let (low, high) = (histogram.percentile(clipped), histogram.percentile(1 - clipped))
    let range = max(high - low, leastRange)
    let middle = (low + high) / 2
    let shades = (0...255).map { shade in
      UInt8(max(0, min(255, (shade - middle) * 255 / range + 127)))
    }
    return GrayImage(width: view.width, height: view.height, pixels: view.pixels.map { shades[Int($0)] })
  }
}
