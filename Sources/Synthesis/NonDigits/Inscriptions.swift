import Imaging

/// Several signs in one picture: numbers, columns, sums, dates and words.
enum Inscriptions {
  /// Two to eight digits side by side, apart, touching or overlapping; now and then with two pens.
  static func number(style: HandStyle, using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    let count = [2, 2, 2, 2, 2, 2, 3, 3, 4, generator.whole(5...8)][generator.index(below: 10)]
    // Half of the numbers have bare 1s, which one digit could hide.
    let isWithOnes = generator.happens(0.5)
    let digits = (0..<count).map { _ in isWithOnes && generator.happens(0.5) ? 1 : generator.index(below: 10) }
    var row = Row(gap: gap(using: &generator))
    let isUneven = generator.happens(0.4)
    let otherPen = generator.happens(0.15) ? generator.uniform(0.4...2) : 1
    for (index, digit) in digits.enumerated() {
      let size = isUneven ? generator.uniform(0.8...1.2) : 1
      let next = index > 0 && (digit == 1 || digits[index - 1] == 1) ? apart(row.gap, &generator) : row.gap
      row.add(
        style.strokes(of: digit), gap: next, size: size, drop: generator.around(0.08),
        penWidth: index % 2 == 1 ? otherPen : 1)
    }
    return row.strokes
  }

  /// Two digits, the second of which the frame cuts beyond its middle; the share of the picture's width that is seen.
  static func cutNumber(
    style: HandStyle, using generator: inout SeededGenerator
  ) -> (strokes: [DigitForm.Stroke], seen: Float) {
    var row = Row(gap: generator.uniform(0.02...0.3))
    row.add(style.strokes(of: generator.index(below: 10)))
    let first = row.edge
    // Round digits: what is left of them is no stroke alone.
    row.add(style.strokes(of: [0, 2, 3, 5, 6, 8, 9][generator.index(below: 7)]))
    let second = row.edge - first - row.gap
    return (row.strokes, 1 - generator.uniform(0.08...0.35) * second / row.edge)
  }

  /// Two digits, one above the other.
  static func column(style: HandStyle, using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    // Neither rings nor sticks: two rings are an 8, two sticks a 1, a stick over a ring a 6 and a ring over a stick a 9.
    let (upper, lower) = (generator.whole(2...9), generator.whole(2...9))
    let drop = 1 + style.penWidth + generator.uniform(0.1...0.5)
    let aside = generator.around(0.2)
    return style.strokes(of: upper) + style.strokes(of: lower).map { $0.moved(by: [aside, drop]) }
  }

  /// Digits with a sign between, before or behind them: sums, dates, amounts.
  static func digitsAndSigns(style: HandStyle, using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    var row = Row(gap: generator.uniform(0.06...0.35))
    let digit = generator.index(below: 10)
    switch generator.index(below: 4) {
    case 0:
      // A date or a sum: a sign between digits.
      row.add(style.strokes(of: digit))
      row.add(between[generator.index(below: between.count)])
      row.add(style.strokes(of: generator.index(below: 10)))
      if generator.happens(0.3) { row.add(style.strokes(of: generator.index(below: 10))) }
    case 1:
      row.add(beside[generator.index(below: beside.count)], size: generator.uniform(0.6...1))
      row.add(style.strokes(of: digit))
    case 2:
      row.add(style.strokes(of: digit))
      row.add(beside[generator.index(below: beside.count)], size: generator.uniform(0.6...1))
    default:
      // A letter behind the digit, or before it.
      let letter = LetterForms.form(
        of: LetterForms.upperCase[generator.index(below: LetterForms.upperCase.count)], using: &generator)
      if generator.happens(0.5) { row.add(letter) }
      row.add(style.strokes(of: digit))
      if row.count == 1 { row.add(letter) }
    }
    return row.strokes
  }

  /// Two to six small letters, now and then begun with a capital; joined, or one by one.
  static func word(using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    var row = Row(gap: generator.uniform(0.02...0.2))
    if generator.happens(0.3) {
      let capital = LetterForms.upperCase[generator.index(below: LetterForms.upperCase.count)]
      row.add(LetterForms.form(of: capital, using: &generator))
    }
    for _ in 0..<generator.whole(2...6) {
      let letter = LetterForms.lowerCase[generator.index(below: LetterForms.lowerCase.count)]
      let extent = letter.extent
      row.add(
        LetterForms.lower(letter, using: &generator), size: extent.upperBound - extent.lowerBound,
        drop: extent.lowerBound)
    }
    return row.strokes
  }

  /// The distance between digits, as a share of their height; below 0 they overlap.
  private static func gap(using generator: inout SeededGenerator) -> Float {
    switch generator.unit() {
    case ..<0.6: generator.uniform(0...0.3)
    case ..<0.85: generator.uniform(-0.3...0)
    default: generator.uniform(0.3...1)
    }
  }

  /// A 1 in another digit is a slash or a stem: it stands beside its neighbour.
  private static func apart(_ gap: Float, _ generator: inout SeededGenerator) -> Float {
    max(gap, generator.uniform(0.04...0.2))
  }

  private static let between = ["50-09", "44-45", "04-84 40-48", "00-88 08-80", "03-83 06-86", "05-75"]
    .map(LetterForms.strokes)
  /// + × = % # €
  private static let beside = [
    "04-84 40-48", "00-88 08-80", "03-83 06-86", "80-09 00202202-00 77979979-77", "30-29 70-69 03-93 06-96",
    "825020145979 03-63 05-65",
  ].map(LetterForms.strokes)
}

/// Signs in a line, from left to right.
private struct Row {
  /// Between neighbours, in heights of a capital.
  let gap: Float
  private(set) var strokes: [DigitForm.Stroke] = []
  private(set) var count = 0
  /// The right end of what is written.
  private(set) var edge: Float = 0

  init(gap: Float) { self.gap = gap }

  mutating func add(
    _ sign: [DigitForm.Stroke], gap: Float? = nil, size: Float = 1, drop: Float = 0, penWidth: Float = 1
  ) {
    let xs = sign.flatMap { $0.runs.joined().map(\.x) }
    let (low, high) = (size * (xs.min() ?? 0), size * (xs.max() ?? 0))
    let left = count == 0 ? 0 : edge + (gap ?? self.gap)
    strokes += sign.map { stroke in
      var moved = stroke.moved(by: [left - low, drop], scale: [size, size])
      moved.width = penWidth
      return moved
    }
    edge = max(edge, left + high - low)
    count += 1
  }
}
