import Imaging
import NumberReading
import Platform

/// Outputs of the string network, as they might be.
enum DrawnColumns {
  /// The label of a sign as tests write it: a digit or separator, "x" for junk, "_" for blank.
  static func label(_ sign: Character) -> Int {
    switch sign {
    case "_": NumberSign.blankLabel
    case "x": Int(NumberSign.junk.rawValue)
    default: NumberSign(sign).map { Int($0.rawValue) } ?? NumberSign.blankLabel
    }
  }

  /// Columns in which each sign has the given probability, and all others next to none.
  static func of(_ columns: [[Character: Float]], boxes: [Float]? = nil) -> ColumnLogits {
    var logits = [Float](repeating: -40, count: NumberSign.labelCount * columns.count)
    for (t, column) in columns.enumerated() {
      for (sign, share) in column { logits[label(sign) * columns.count + t] = share > 0 ? log(share) : -40 }
    }
    return ColumnLogits(count: columns.count, logits: logits, boxes: boxes)
  }

  /// A clear hand: each sign fills two columns, and a blank column follows. `unsure` replaces single signs of the text, by
  /// their place, with several possible ones.
  static func writing(_ text: String, unsure: [Int: [Character: Float]] = [:]) -> ColumnLogits {
    var columns: [[Character: Float]] = [["_": 1]]
    for (place, sign) in text.enumerated() {
      let column = unsure[place] ?? [sign: 0.999, "_": 0.001]
      columns += [column, [likeliest(column): 0.5, "_": 0.5], ["_": 1]]
    }
    return of(columns)
  }

  private static func likeliest(_ column: [Character: Float]) -> Character {
    column.filter { $0.key != "_" }.max { $0.value < $1.value }?.key ?? "_"
  }

  /// Random logits of `signs` and blank; all other signs are next to impossible.
  static func random(count: Int, signs: String, spread: Float, _ generator: inout SeededGenerator) -> ColumnLogits {
    var logits = [Float](repeating: -60, count: NumberSign.labelCount * count)
    for sign in signs + "_" {
      for t in 0..<count { logits[label(sign) * count + t] = spread * generator.normal() }
    }
    return ColumnLogits(count: count, logits: logits)
  }
}
