import Imaging

/// What is written on a page, as far as an ink network is concerned.
public enum PageContent: Sendable, Hashable {
  /// One whole digit, 0 … 9. Others are cut by the frame or, in a window, stand apart and reach into its outer tenth.
  case digit(Int)
  /// Ink that is not one digit: several, a crossed-out one, a scribble, a letter, a marked box; in a window also the gap
  /// between two digits.
  case somethingElse
  /// No ink, or print, lines, specks, empty boxes, and remnants of what is beyond the frame.
  case nothing

  /// How many labels there are.
  public static let labelCount = 12

  /// The digit itself, 10 for something else, 11 for nothing.
  public var label: UInt8 {
    switch self {
    case .digit(let digit): UInt8(digit)
    case .somethingElse: 10
    case .nothing: 11
    }
  }

  /// `label` is below `labelCount`.
  public init(label: UInt8) {
    precondition(label < Self.labelCount)
    self = label < 10 ? .digit(Int(label)) : label == 10 ? .somethingElse : .nothing
  }
}

/// A picture with what an ink network is to learn from it.
public struct TrainingPage: Sendable, Equatable {
  /// Width and height of both pictures, in pixels.
  public static let side = 96
  public static let pixelCount = side * side

  /// As a camera records it, 96×96, 0 black … 255 white.
  public var picture: GrayImage
  /// 96×96, 255 where the digit's own ink is, with grey edges; all 0 where the page holds no digit.
  public var ink: GrayImage
  public var content: PageContent
}

/// Rows and columns of a finished page, at least one of each.
public struct PageArea: Sendable, Equatable {
  public let columns, rows: Range<Int>

  /// All pixels that `box`, in pixels of `frame`, touches; where its lines are finer than a pixel they touch whole ones.
  init(around box: PenTrack.Box, of frame: PageFrame) {
    func range(_ low: Float, _ high: Float) -> Range<Int> {
      let first = Int(min(max(low, 0), Float(TrainingPage.side - 1)))
      let last = Int(min(max(high, 0), Float(TrainingPage.side)).rounded(.up))
      return first..<max(last, first + 1)
    }
    let (low, high) = ((box.low - 0.5) / frame.scale, (box.high + 0.5) / frame.scale)
    (columns, rows) = (range(low.x, high.x), range(low.y, high.y))
  }
}
