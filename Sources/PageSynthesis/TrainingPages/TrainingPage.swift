import Imaging
import Synthesis

/// A picture with what an ink network is to learn from it.
public struct TrainingPage: Sendable, Equatable {
  /// Width and height of both pictures, in pixels.
  public static let side = 96
  /// Pixels of one picture, 9,216.
  public static let pixelCount = side * side

  /// The page as a camera records it, 96×96, 0 black … 255 white.
  public var picture: GrayImage
  /// 96×96, 255 where the digit's own ink is, with grey edges; all 0 where the page holds no digit.
  public var ink: GrayImage
  /// The label of the page.
  public var content: PageContent
}

/// Rows and columns of a finished page, at least one of each.
public struct PageArea: Sendable, Equatable {
  /// The columns and the rows, in pixels of the finished page.
  public let columns, rows: Range<Int>

  /// All pixels that `box`, in pixels of `frame`, touches; where its lines are finer than a pixel they touch whole
  /// ones.
  init(around box: Bounds, of frame: PageFrame) {
    func range(_ low: Float, _ high: Float) -> Range<Int> {
      let first = Int(min(max(low, 0), Float(TrainingPage.side - 1)))
      let last = Int(min(max(high, 0), Float(TrainingPage.side)).rounded(.up))
      return first..<max(last, first + 1)
    }
    let (low, high) = ((box.low - 0.5) / frame.scale, (box.high + 0.5) / frame.scale)
    (columns, rows) = (range(low.x, high.x), range(low.y, high.y))
  }
}
