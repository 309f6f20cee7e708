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

  /// nil where no line has digits. Of several lines, those that are no numbers beside the one that is most are left out, and
  /// those that show the same ink as another.
  init?(_ lines: [Line]) {
    let ranked = lines.indices.sorted { lines[$0].weight > lines[$1].weight }
    guard let main = ranked.first else { return nil }
    var kept = [main]
    for index in ranked.dropFirst() where lines[index].isNumber(beside: lines[main]) {
      if !kept.contains(where: { lines[index].sharesInk(with: lines[$0]) }) { kept.append(index) }
    }
    self.lines = kept.sorted().map { lines[$0] }
  }

  /// Lines are joined by one space.
  var text: String { lines.map(\.reading.text).joined(separator: " ") }
  /// The probability that all lines are right.
  var confidence: Float { lines.reduce(1) { $0 * $1.reading.confidence } }
  /// Whether nothing speaks against any of the lines.
  var isClear: Bool { lines.allSatisfy(\.reading.doubts.isEmpty) }
  /// The readings of all lines together, the likeliest first, with their probabilities.
  var readings: [NumberAnswer.Alternative] {
    let first = NumberAnswer.Alternative(text: text, confidence: confidence)
    return [first] + (lines.count == 1 ? lines[0].reading.alternatives : [])
  }

  /// What the answer says of the lines. `scale` is how many of the file's pixels stand for one of the picture, along a side.
  func answer(scale: Int) -> NumberAnswer {
    let characters = lines.flatMap { line in line.characters(scale: scale) }
    let value = lines.count == 1 ? lines[0].reading.value : nil
    var answer = NumberAnswer(text: text, value: value, confidence: confidence, characters: characters)
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
  /// The probability below which a line beside others is a scribble.
  private static let leastConfidence: Float = 0.5

  /// Signs that are likely, and fit the rules; the more, the more of a number.
  fileprivate var weight: Float {
    (fitsRules ? 1 : 0.1) * reading.confidence.squareRoot() * Float(reading.characters.count)
  }

  private var fitsRules: Bool {
    !reading.doubts.contains { doubt in
      if case .noFit = doubt { true } else { false }
    }
  }

  /// Whether the line is another number than `main`: likely, as much of a fit, without letters unless `main` has such, and
  /// not a single sign beside more, which is oftener a mark.
  fileprivate func isNumber(beside main: StripAttempt.Line) -> Bool {
    let isPure = !reading.remarks.contains(.junkDropped) || main.reading.remarks.contains(.junkDropped)
    return isPure && reading.confidence >= Self.leastConfidence && (fitsRules || !main.fitsRules)
      && (reading.characters.count > 1 || main.reading.characters.count == 1)
  }

  /// Two boxes that share more than this of their area hold the same sign.
  private static let leastShared: Float = 0.25

  /// Whether the line is the same as `other`, found twice where its ink is broken: at least half of its signs stand there.
  fileprivate func sharesInk(with other: StripAttempt.Line) -> Bool {
    let (boxes, others) = (characters(scale: 1).map(\.box), other.characters(scale: 1).map(\.box))
    let shared = boxes.count { box in others.contains { box.overlap(with: $0) > Self.leastShared } }
    return 2 * shared >= boxes.count && shared > 0
  }

  fileprivate func characters(scale: Int) -> [ReadCharacter] {
    reading.characters.compactMap { character in
      guard let sign = character.placed.sign.character else { return nil }
      let placed = character.placed
      let box = strip.frame.inPicture(left: placed.left, top: placed.top, right: placed.right, bottom: placed.bottom)
      return ReadCharacter(sign, confidence: character.confidence, box: box.scaled(by: scale))
    }
  }
}
