/// What must be changed in one text to make it another, with the fewest changes (Levenshtein, 1966). Of several ways,
/// one is taken that changes signs into others rather than leaving some out and adding some.
struct TextEdits {
  /// A change: a sign that is another in the answer; nil stands where it is missing in one of them.
  struct Edit: Hashable {
    var truth: Character?
    var answer: Character?
  }

  /// In the order of the texts.
  let edits: [Edit]

  init(from truth: String, to answer: String) {
    let (truth, answer) = (Array(truth), Array(answer))
    let costs = TextEdits.costs(truth, answer)
    var (row, column) = (truth.count, answer.count)
    var edits: [Edit] = []
    while row > 0 || column > 0 {
      let isChange = row > 0 && column > 0
      let differ = isChange && truth[row - 1] != answer[column - 1]
      if isChange, costs[row][column] == costs[row - 1][column - 1] + (differ ? 1 : 0) {
        if differ { edits.append(Edit(truth: truth[row - 1], answer: answer[column - 1])) }
        (row, column) = (row - 1, column - 1)
      } else if row > 0, costs[row][column] == costs[row - 1][column] + 1 {
        row -= 1
        edits.append(Edit(truth: truth[row], answer: nil))
      } else {
        column -= 1
        edits.append(Edit(truth: nil, answer: answer[column]))
      }
    }
    self.edits = edits.reversed()
  }

  /// `[i][j]`: the changes between the first i and the first j signs.
  private static func costs(_ truth: [Character], _ answer: [Character]) -> [[Int]] {
    var costs = [Array(0...answer.count)]
    for (index, sign) in truth.enumerated() {
      let above = costs[index]
      var row = [index + 1]
      for (column, other) in answer.enumerated() {
        row.append(min(above[column] + (sign == other ? 0 : 1), above[column + 1] + 1, row[column] + 1))
      }
      costs.append(row)
    }
    return costs
  }
}
