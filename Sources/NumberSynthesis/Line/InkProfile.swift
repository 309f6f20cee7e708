import PageSynthesis
import Synthesis

/// How far ink reaches to the left and to the right in each of sixteen bands of height, from 1.5 above the line to 0.5
/// below it.
struct InkProfile: Sendable {
  private(set) var left = SIMD16<Float>(repeating: .infinity)
  private(set) var right = SIMD16<Float>(repeating: -.infinity)

  /// The profile of nothing.
  init() {}

  /// The profile of all points of `track`, a band taller than they are, so that ink in neighbouring bands meets.
  init(_ track: PenTrack) {
    for point in track.points {
      let place = Int(min(max((point.y + 1.5) * 8, 0), 15))
      for band in max(place - 1, 0)...min(place + 1, 15) {
        left[band] = min(left[band], point.x)
        right[band] = max(right[band], point.x)
      }
    }
  }

  /// How far `other` may move to the left until it meets this ink.
  func distance(to other: InkProfile) -> Float {
    (other.left - right).min()
  }

  /// Takes in the ink of `other`, moved by `offset` to the right.
  mutating func include(_ other: InkProfile, movedBy offset: Float) {
    left = pointwiseMin(left, other.left + offset)
    right = pointwiseMax(right, other.right + offset)
  }
}
