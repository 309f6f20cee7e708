import Testing

/// What the bundled models were measured to make of pictures of one origin, and what they must go on to reach.
struct MeasuredSource: Sendable, CustomTestStringConvertible {
  /// Of the folder in `../shared/scans`.
  var name: String
  /// Pictures.
  var count: Int
  /// Rows that say what is in the picture.
  var right: Int
  /// Rows that say something else with the status `ok`.
  var wronglyOk: Int

  var testDescription: String { name }

  /// The measured count less two standard deviations.
  var leastRight: Double { Double(right) - 2 * deviation(of: right) }
  /// The measured count and two standard deviations.
  var mostWronglyOk: Double { Double(wronglyOk) + 2 * deviation(of: wronglyOk) }

  /// The standard deviation of a binomial count that was once `part`. None or all of `count` do not prove a rate of 0 or
  /// 1, so one more of each kind is added (Laplace's rule of succession).
  private func deviation(of part: Int) -> Double {
    let rate = Double(part + 1) / Double(count + 2)
    return (Double(count) * rate * (1 - rate)).squareRoot()
  }
}

extension MeasuredSource {
  /// MNIST's test digits, of which those from a confidence of 0.8 on count as `ok`.
  static let mnist = MeasuredSource(name: "MNIST", count: 10_000, right: 9971, wronglyOk: 13)

  /// One digit in each picture: right is a row with that digit.
  static let digits = [
    MeasuredSource(name: "binary_32px", count: 900, right: 890, wronglyOk: 2),
    MeasuredSource(name: "calendar_boxes", count: 394, right: 377, wronglyOk: 0),
    MeasuredSource(name: "cheque_crops", count: 1345, right: 1289, wronglyOk: 8),
    MeasuredSource(name: "cursive_28px", count: 258, right: 244, wronglyOk: 1),
    MeasuredSource(name: "drawn_28px", count: 1000, right: 1000, wronglyOk: 0),
    MeasuredSource(name: "drawn_thin", count: 120, right: 118, wronglyOk: 0),
    MeasuredSource(name: "historic_crops", count: 514, right: 452, wronglyOk: 0),
    MeasuredSource(name: "newspaper_boxes", count: 218, right: 217, wronglyOk: 0),
    MeasuredSource(name: "photos_a", count: 98, right: 98, wronglyOk: 0),
    MeasuredSource(name: "photos_b", count: 90, right: 89, wronglyOk: 0),
    MeasuredSource(name: "photos_c", count: 102, right: 101, wronglyOk: 0),
    MeasuredSource(name: "register_cells", count: 282, right: 251, wronglyOk: 1),
    MeasuredSource(name: "sheet_28px", count: 1500, right: 1482, wronglyOk: 5),
  ]

  /// Several digits in each picture: right is a row that counts them, and none may be `ok`.
  static let numbers = [
    MeasuredSource(name: "box_candidates", count: 55, right: 17, wronglyOk: 0),
    MeasuredSource(name: "cheque_amounts", count: 300, right: 62, wronglyOk: 0),
    MeasuredSource(name: "form_cells", count: 964, right: 534, wronglyOk: 1),
    MeasuredSource(name: "form_cells_marks", count: 450, right: 127, wronglyOk: 0),
    MeasuredSource(name: "number_photos", count: 13, right: 12, wronglyOk: 0),
    MeasuredSource(name: "register_numbers", count: 214, right: 104, wronglyOk: 0),
  ]

  /// No digit in any picture: right is a row that is not `ok`, and of empty boxes one that is `blank`. Letters that have
  /// the form of a digit do not count.
  static let others = [
    MeasuredSource(name: "letters", count: 191, right: 181, wronglyOk: 10),
    MeasuredSource(name: "form_boxes", count: 72, right: 68, wronglyOk: 4),
    MeasuredSource(name: "empty_boxes", count: 86, right: 78, wronglyOk: 0),
  ]
}

/// A gate lies two standard deviations away from what was measured.
@Suite struct MeasuredSourceTests {
  @Test func theGatesAreThoseOfABinomialCount() {
    let half = MeasuredSource(name: "", count: 400, right: 200, wronglyOk: 200)
    #expect(abs(half.leastRight - 180) < 1e-9 && abs(half.mostWronglyOk - 220) < 1e-9)
    let all = MeasuredSource(name: "", count: 1000, right: 1000, wronglyOk: 0)
    #expect(abs(all.leastRight - 998) < 0.01 && abs(all.mostWronglyOk - 2) < 0.01)
  }
}
