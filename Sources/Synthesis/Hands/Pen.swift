/// The tool in the hand, which sets how even and how soft-edged the ink is.
public enum Pen: Sendable, CaseIterable {
  case ballpoint, felt, pencil, chalk

  /// How much ink the grain of the paper may take away, 0 … 1.
  var graininess: Float {
    switch self {
    case .ballpoint: 0.18
    case .felt: 0.04
    case .pencil: 0.5
    case .chalk: 0.65
    }
  }

  /// How much a light touch pales the ink, 0 … 1.
  var paling: Float {
    switch self {
    case .ballpoint: 0.35
    case .felt: 0.1
    case .pencil: 0.45
    case .chalk: 0.4
    }
  }

  /// Width of the blurred edge as a share of the pen's width.
  var softness: Float {
    switch self {
    case .ballpoint, .felt: 0
    case .pencil: 0.12
    case .chalk: 0.12
    }
  }
}
