/// Which side of the threshold the ink is on.
public enum Polarity: String, Sendable, CaseIterable {
  /// Dark ink on light paper.
  case dark
  /// Light ink on a dark ground.
  case light
}
