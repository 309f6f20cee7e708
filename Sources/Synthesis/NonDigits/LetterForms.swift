import Imaging

/// Letters that are no digits, each in several hands.
///
/// Left out are b g i l o q s z B I O S Z: many hands write them as they write a digit. The other letters are drawn
/// only in forms that differ from every digit's: a Q with its tail across the ring, a y whose leg turns to the left.
package enum LetterForms {
  /// One letter and the ways of writing it.
  struct Letter: Sendable {
    let name: Character
    let forms: [[DigitForm.Stroke]]

    /// How a small letter stands on the line: where its box begins and ends, in heights of a capital from the top.
    var extent: ClosedRange<Float> {
      switch name {
      case "j", "p", "y": 0.35...1.35
      case "a", "c", "e", "m", "n", "r", "u", "v", "w", "x": 0.4...1
      default: 0...1
      }
    }
  }

  /// A letter by itself: mostly a Latin one, small or capital.
  package static func draw(using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    switch generator.unit() {
    case ..<0.46: lower(lowerCase[generator.index(below: lowerCase.count)], using: &generator)
    case ..<0.9: form(of: upperCase[generator.index(below: upperCase.count)], using: &generator)
    default: eastern[generator.index(below: eastern.count)]
    }
  }

  static func form(of letter: Letter, using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    letter.forms[generator.index(below: letter.forms.count)]
  }

  /// A small letter, now and then with the strokes that join it to others.
  static func lower(_ letter: Letter, using generator: inout SeededGenerator) -> [DigitForm.Stroke] {
    var strokes = form(of: letter, using: &generator)
    if generator.happens(0.25), let start = strokes.first?.runs.first?.first {
      strokes[0].runs.insert([start + Point(generator.uniform(-0.35 ... -0.12), generator.uniform(0.1...0.35))], at: 0)
    }
    if generator.happens(0.25), let end = strokes[0].runs.last?.last, end.y > 0.6 {
      strokes[0].runs.append([end + Point(generator.uniform(0.1...0.35), generator.uniform(-0.3...0))])
    }
    return strokes
  }

  static let lowerCase = letters(LetterForms.lowerCaseForms)
  static let upperCase = letters(LetterForms.upperCaseForms)
  private static let eastern = greek + cyrillic

  private static func letters(_ forms: KeyValuePairs<Character, [String]>) -> [Letter] {
    forms.map { Letter(name: $0.key, forms: $0.value.map(strokes)) }
  }

  /// The strokes of a letter noted on a grid of ten by ten, column and row of each point as two figures: `-` is a sharp
  /// turn, a space lifts the pen. An L is `00-09-69`.
  static func strokes(_ notation: String) -> [DigitForm.Stroke] {
    notation.split(separator: " ").map { stroke in
      DigitForm.Stroke(
        runs: stroke.split(separator: "-").map { run in Point.onGrid(run).map { $0 / 9 } })
    }
  }
}
