/// Why a picture counts as blank.
public enum BlankReason: Error, Sendable {
  /// Nothing rises above the paper's texture.
  case noInk
  /// There is something, but no darker than stains and shadows are.
  case onlyFaintMarks
  /// Specks, lines, or what runs along the edge.
  case nothingLikeADigit
}
