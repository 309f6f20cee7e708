import Imaging

/// What was seen on the way to a digit: enough to judge how far to trust the rules that found it.
public struct Findings: Sendable, Equatable {
  public var polarity: Polarity
  /// Around the digit's ink, in pixels of the upright picture that was handed in.
  public var box: PixelBox
  /// The same in pixels of the reduced picture that was searched, as is `Extraction.inkMask`.
  public var searchedBox: PixelBox
  /// The width of the pen, in pixels of the picture that was handed in.
  public var strokeWidth: Float
  /// 0 … 1: how much less light solid ink gives back than the paper around it.
  public var contrast: Float
  /// The standard deviation of the paper's texture and the camera's noise, in the same unit.
  public var noise: Float
  /// How many separate pieces of ink make the digit.
  public var chosenCount: Int
  /// How many other pieces of ink there are, specks left out.
  public var leftOverCount: Int
  /// Their area as a share of the digit's: 1 where they are as large as the digit.
  public var leftOverShare: Float
  /// How many other groups of ink have a digit's size.
  public var neighbourCount: Int
  /// Whether the digit reaches the edge of the picture, and so may go on beyond it.
  public var touchesBorder: Bool
  /// Whether there are the lines of a box or of ruled paper, removed or not.
  public var hasLines: Bool
  /// Whether the digit itself may be a line that goes on beyond the picture or fades away.
  public var mayBeLine = false
  /// Whether the picture is so small that somebody has cut the digit out already.
  public var isCutOut: Bool
  /// Whether only a learned finder has seen it: the rules found nothing.
  public var isUnseenByRules = false

  /// Whether the digit is so large and its strokes are so wide that a finer picture would show nothing new.
  public var showDetail: Bool { box.longestSide >= 40 && strokeWidth >= 2.5 }

  /// For a picture that is so many times as large.
  public func scaled(by factor: Int) -> Findings {
    var scaled = self
    scaled.box = box.scaled(by: factor)
    scaled.strokeWidth *= Float(factor)
    return scaled
  }

  /// The width of the pen as a share of the digit's longer side.
  public var relativeStrokeWidth: Float { strokeWidth / Float(max(1, box.longestSide)) }
}

/// Why the rules may have taken something else for the digit.
public enum Doubt: Sendable, Equatable {
  /// Ink of a digit's size beside the digit.
  case neighbours
  case touchesBorder
  case lines
  case otherMarks
  case faintInk
  case noisyPaper
  case oddStrokes
  case tiny
  case unseenByRules
}

extension Findings {
  /// Contrast of the solid ink below which paper may hold marks as dark as this.
  private static let faintest: Float = 0.18
  /// Contrast over noise.
  private static let leastClarity: Float = 10
  /// What pens draw, as a share of the digit's longer side; thinner and wider is more often no digit at all.
  private static let usualStrokes: ClosedRange<Float> = 0.01...0.2
  /// In a cut-out, thresholds and coarse pixels make them wider.
  private static let widestInCutOut: Float = 0.25
  /// What is smaller, in pixels of the searched picture, may be a speck.
  private static let smallestSide = 14
  /// The share of left-over ink, and the number of left-over pieces, up to which the digit is the main thing there.
  private static let mostLeftOver: (share: Float, count: Int) = (0.3, 8)

  /// Why not to trust the rules here, the weightiest first.
  public var doubts: [Doubt] {
    var doubts: [Doubt] = isUnseenByRules ? [.unseenByRules] : []
    if neighbourCount > 0 { doubts.append(.neighbours) }
    if touchesBorder, !isCutOut { doubts.append(.touchesBorder) }
    if hasLines { doubts.append(.lines) }
    if contrast < Self.faintest { doubts.append(.faintInk) }
    if contrast < Self.leastClarity * noise { doubts.append(.noisyPaper) }
    if leftOverShare > Self.mostLeftOver.share || leftOverCount > Self.mostLeftOver.count {
      doubts.append(.otherMarks)
    }
    let widest = isCutOut ? Self.widestInCutOut : Self.usualStrokes.upperBound
    if relativeStrokeWidth < Self.usualStrokes.lowerBound || relativeStrokeWidth > widest { doubts.append(.oddStrokes) }
    if searchedBox.longestSide < Self.smallestSide, !isCutOut { doubts.append(.tiny) }
    return doubts
  }

  /// Whether the rules are safe: one digit, clear ink, nothing else of weight.
  public var isPlain: Bool { doubts.isEmpty }
}
