import ImageIngestion

/// The words in the column `message` that tell why a row needs a look, all in one place.
enum ReviewReason {
  /// The weightiest reason to look at a digit.
  static func text(_ probabilities: Probabilities, _ findings: Findings, isDisputed: Bool) -> String {
    if findings.rivalCount == 0 {
      if probabilities.notADigit > probabilities.confidence { return "perhaps not a digit" }
      if isDisputed { return "readings disagree" }
    }
    return findings.doubts.first.map(text) ?? "low confidence"
  }

  static func text(of doubt: Doubt) -> String {
    switch doubt {
    case .severalDigits(let count): "\(count) digits in the picture"
    case .touchesBorder: "touches the edge of the picture"
    case .lines: "lines around the digit"
    case .otherMarks: "other marks in the picture"
    case .faintInk: "faint ink"
    case .noisyPaper: "coarse paper or noise"
    case .oddStrokes: "very thin or very wide strokes"
    case .tiny: "very small"
    case .unseenByRules: "found by the ink network alone"
    }
  }

  static func text(of reason: NoDigit) -> String {
    switch reason {
    case .noInk: "no ink found"
    case .onlyFaintMarks: "only faint marks"
    case .nothingLikeADigit: "nothing like a digit"
    }
  }
}
