/// The content of a page or of a window, as an ink network classifies it.
public enum PageContent: Sendable, Hashable {
  /// One whole digit, 0 … 9. Others are cut by the frame or, in a window, stand apart and reach into its outer tenth.
  case digit(Int)
  /// Ink that is not one digit: several, a crossed-out one, a scribble, a letter, a marked box; in a window also the
  /// gap between two digits.
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
