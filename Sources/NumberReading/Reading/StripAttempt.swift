import Imaging

/// What one way to see a picture's numbers comes to: the lines in which there are digits.
struct StripAttempt {
  /// A line and what it was read as.
  struct Line {
    var strip: FoundStrip
    var reading: StripReading
  }

  /// In reading order; at least one.
  let lines: [Line]

  /// nil where no line has digits. Of several lines, those that are no numbers are left out, if there are numbers.
  init?(_ lines: [Line]) {
    var lines = lines
    for isNumber in [Self.fits, Self.isPure, Self.isLikely] {
      let numbers = lines.filter(isNumber)
      if !numbers.isEmpty { lines = numbers }
    }
    guard !lines.isEmpty else { return nil }
    self.lines = lines
  }

  /// The probability below which a line beside others is a scribble.
  private static let leastConfidence: Float = 0.3

  private static func isLikely(_ line: Line) -> Bool { line.reading.confidence >= leastConfidence }

  /// Whether nothing but a number stands in the line: no letters.
  private static func isPure(_ line: Line) -> Bool { !line.reading.remarks.contains(.junkDropped) }

  private static func fits(_ line: Line) -> Bool {
    !line.reading.doubts.contains { doubt in
      if case .noFit = doubt { true } else { false }
    }
  }

  /// Lines are joined by one space.
  var text: String { lines.map(\.reading.text).joined(separator: " ") }
  /// The probability that all lines are right.
  var confidence: Float { lines.reduce(1) { $0 * $1.reading.confidence } }

  /// What the answer says, but for what speaks against the picture as a whole. `scale` is how many of the file's pixels
  /// stand for one of the picture, along a side.
  func answer(scale: Int) -> NumberAnswer {
    let characters = lines.flatMap { line in line.characters(scale: scale) }
    let single = lines.count == 1 ? lines[0].reading : nil
    var answer = NumberAnswer(text: text, value: single?.value, confidence: confidence, characters: characters)
    answer.alternatives = single?.alternatives ?? []
    answer.lineCount = lines.count
    answer.isConstrained = lines.allSatisfy(\.reading.isConstrained)
    for line in lines {
      for doubt in line.reading.doubts where !answer.doubts.contains(doubt) { answer.doubts.append(doubt) }
      for remark in line.reading.remarks where !answer.remarks.contains(remark) { answer.remarks.append(remark) }
    }
    if lines.count > 1 { answer.doubts.insert(.lines(lines.count), at: 0) }
    if lines.contains(where: \.strip.isCut) { answer.doubts.append(.cutOff) }
    if lines.contains(where: \.strip.leavesInkOut) { answer.doubts.append(.inkLeftOut) }
    return answer
  }
}

extension StripAttempt.Line {
  fileprivate func characters(scale: Int) -> [ReadCharacter] {
    reading.characters.compactMap { character in
      guard let sign = character.placed.sign.character else { return nil }
      let placed = character.placed
      let box = strip.frame.inPicture(left: placed.left, top: placed.top, right: placed.right, bottom: placed.bottom)
      return ReadCharacter(sign, confidence: character.confidence, box: box.scaled(by: scale))
    }
  }
}
