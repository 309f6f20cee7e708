/// Why the rules may have taken something else for the digit.
public enum QualityFlag: Sendable, Equatable {
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
