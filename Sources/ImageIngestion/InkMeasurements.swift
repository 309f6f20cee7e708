import Imaging

/// Measurements of the ink that the rules took for a digit: they tell how far the rules can be trusted.
public struct InkMeasurements: Sendable, Equatable {
  /// Whether the ink is darker or lighter than the paper.
  public var polarity: Polarity
  /// Around the digit's ink, in pixels of the upright picture that was handed in.
  public var box: PixelBox
  /// The digit's box in pixels of the reduced picture that was searched, as is `Extraction.inkMask`.
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
  public func scaled(by factor: Int) -> InkMeasurements {
    var scaled = self
    scaled.box = box.scaled(by: factor)
    scaled.strokeWidth *= Float(factor)
    return scaled
  }

  /// The width of the pen as a share of the digit's longer side.
  public var relativeStrokeWidth: Float { strokeWidth / Float(max(1, box.longestSide)) }
}

extension InkMeasurements {
  /// Contrast of the solid ink below which paper may hold marks as dark as this.
  private static let faintest: Float = 0.18
  /// The least ratio of contrast to noise of clear ink.
  private static let leastClarity: Float = 10
  /// The usual width of strokes, as a share of the digit's longer side. Thinner and wider strokes are seldom a digit's.
  private static let usualStrokes: ClosedRange<Float> = 0.01...0.2
  /// The upper end of that range in a cut-out, where thresholds and coarse pixels widen strokes.
  private static let widestInCutOut: Float = 0.25
  /// The longer side, in pixels of the searched picture, below which a digit may be a speck.
  private static let smallestSide = 14
  /// The share of left-over ink, and the number of left-over pieces, up to which the digit is the main thing there.
  private static let mostLeftOver: (share: Float, count: Int) = (0.3, 8)

  /// Why not to trust the rules here, the weightiest first.
  public var flags: [QualityFlag] {
    var flags: [QualityFlag] = isUnseenByRules ? [.unseenByRules] : []
    if neighbourCount > 0 { flags.append(.neighbours) }
    if touchesBorder, !isCutOut { flags.append(.touchesBorder) }
    if hasLines { flags.append(.lines) }
    if contrast < Self.faintest { flags.append(.faintInk) }
    if contrast < Self.leastClarity * noise { flags.append(.noisyPaper) }
    if leftOverShare > Self.mostLeftOver.share || leftOverCount > Self.mostLeftOver.count {
      flags.append(.otherMarks)
    }
    let widest = isCutOut ? Self.widestInCutOut : Self.usualStrokes.upperBound
    if relativeStrokeWidth < Self.usualStrokes.lowerBound || relativeStrokeWidth > widest { flags.append(.oddStrokes) }
    if searchedBox.longestSide < Self.smallestSide, !isCutOut { flags.append(.tiny) }
    return flags
  }

  /// Whether the rules are safe: one digit, clear ink, nothing else of weight.
  public var isPlain: Bool { flags.isEmpty }
}
