import ImageIngestion
import Imaging

/// A line of a picture, drawn as the string network sees it, and where it was.
package struct FoundStrip: Sendable {
  package var strip: NumberStrip
  /// In pixels of the picture that was searched, upright.
  package var frame: StripFrame
  /// Whether a digit reaches the edge of the picture, and so may go on beyond it.
  package var isCut = false
  /// Whether ink of a digit's size lies in the line's rows, but not in the strip.
  package var leavesInkOut = false

  /// The same line of `picture`, which has dark ink, so many of the common widths wider, or narrower where negative.
  func drawn(_ steps: Int, wider picture: GrayImage) -> FoundStrip {
    var drawn = self
    drawn.frame = frame.widened(by: steps)
    drawn.strip = drawn.frame.strip(of: picture)
    return drawn
  }
}

/// One way to see a picture's numbers: its lines in reading order.
package struct StripCandidate: Sendable {
  /// How the lines were found.
  package enum Origin: Sendable {
    /// The whole picture is one line, by its shape.
    case frame
    /// Pieces of ink that lie in a row.
    case ink
  }

  package var origin: Origin
  /// At least one.
  package var lines: [FoundStrip]
}

/// What may be read in a picture.
package struct StripSearch: Sendable {
  /// The likeliest first; empty where nothing is written.
  package var candidates: [StripCandidate] = []
  /// Why there are none.
  package var blankReason: BlankReason?
  /// Whether the ink is darker or lighter than the paper; strips have dark ink in any case.
  package var polarity = Polarity.dark
  /// 0 … 1: how much less light the ink gives back than the paper around it; 1 where no line was found.
  package var contrast: Float = 1
}
