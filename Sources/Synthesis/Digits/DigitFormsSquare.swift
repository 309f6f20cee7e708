import Imaging

/// Drawn with straight lines along two squares, as on a pocket calculator or by people who copy type.
extension DigitForm {
  static let squareForms: [DigitForm] = [
    square(0, weight: 0.2, [["A", "B", "F", "E", "A"]]),
    square(2, weight: 0.4, [["A", "B", "D", "C", "E", "F"]]),
    square(3, weight: 0.5, [["A", "B", "F", "E"], ["c", "D"]]),
    square(4, weight: 0.5, [["A", "C", "D"], ["B", "F"]]),
    square(5, weight: 0.5, [["B", "A", "C", "D", "F", "E"]]),
    square(6, weight: 0.5, [["B", "A", "E", "F", "D", "C"]]),
    square(7, weight: 0.5, [["A", "B", "F"]]),
    square(8, weight: 0.5, [["A", "B", "F", "E", "A"], ["C", "D"]]),
    square(9, weight: 0.5, [["D", "C", "A", "B", "F", "E"]]),
    square(9, weight: 0.2, [["D", "C", "A", "B", "F"]]),
  ]

  /// Polylines through the corners: A B above, C D in the middle, E F below, left and right; c is within C D.
  private static func square(_ digit: Int, weight: Float, _ lines: [[Character]]) -> DigitForm {
    DigitForm(digit, "square", weight: weight, aspects: digit == 0 ? 0.55...1.1 : 0.55...1.6) { generator in
      let (middle, inner) = (generator.uniform(0.4...0.58), generator.uniform(0...0.2))
      let corners: [Character: Point] = [
        "A": [0, 0], "B": [0.55, 0], "C": [0, middle], "D": [0.55, middle], "E": [0, 1], "F": [0.55, 1],
        "c": [inner, middle],
      ]
      return lines.map { line in
        let points = line.compactMap { corners[$0] }
        return Stroke(runs: [Array(points.prefix(2))] + points.dropFirst(2).map { [$0] })
      }
    }
  }
}
