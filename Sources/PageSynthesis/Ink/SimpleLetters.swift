import Imaging
import Synthesis

/// A few capital letters and signs as straight lines, in a box of 4 × 6, for print and for what stands beside a digit.
package enum SimpleLetters {
  /// Columns and rows as digits, a space between strokes. None of them looks like a digit.
  private static let forms: [[[Point]]] = [
    "062046 1434", "40000646 0333", "0006 4046 0343", "0040 2026", "0006 400346", "000646", "0600234046", "06004640",
    "0600404303", "400006 0333", "0600404303 1346", "002640", "0016233640", "0046 4006", "0023 402326", "0343",
    "0343 2125", "0242 0444",
  ].map { $0.split(separator: " ").map(Point.onGrid) }

  /// The index of any letter.
  package static func random(using generator: inout SeededGenerator) -> Int { generator.index(below: forms.count) }

  /// Adds letter `index` to `track`, widths relative.
  package static func add(_ index: Int, to track: inout PenTrack, at offset: Point = [0, 0], scale: Float = 1) {
    for stroke in forms[index] {
      for (i, point) in stroke.enumerated() { track.add(offset + scale * point, radius: 1, isStart: i == 0) }
    }
  }
}
