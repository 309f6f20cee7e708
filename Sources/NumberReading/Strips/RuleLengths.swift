import Imaging

/// From which length on straight ink is a printed rule, and how thick a rule may be, in pixels.
struct RuleLengths {
  var across, down, thickest: Int

  /// For digits of unknown height: rules span much of the picture. In a picture with the shape of a line, the stem of a
  /// 1 may be nearly as high as the picture.
  init(in image: GrayImage) {
    let (width, height) = (Float(image.width), Float(image.height))
    across = Int(max(0.45 * width, min(1.2 * height, 0.9 * width), 16))
    down = Int(max(height * (width > 1.2 * height ? 0.85 : 0.45), 16))
    thickest = max(4, min(8, image.height / 20))
  }

  /// Beside digits of this height.
  init(besideDigits height: Float) {
    across = max(12, Int(2.2 * height))
    down = max(12, Int(1.7 * height))
    thickest = max(2, Int(0.2 * height))
  }
}

extension GrayImage {
  /// Makes straight thin lines of at least these lengths paper, where no other stroke crosses them. What is not 0 is ink.
  mutating func eraseRules(_ lengths: RuleLengths) {
    let ink = pixels
    erase(from: ink, step: 1, length: width, across: width, lines: height, lengths.across, lengths.thickest)
    erase(from: ink, step: width, length: height, across: 1, lines: width, lengths.down, lengths.thickest)
  }

  /// Along lines of `length` pixels, `step` apart; the `lines` lines lie `across` apart.
  private mutating func erase(
    from ink: [UInt8], step: Int, length: Int, across: Int, lines: Int, _ shortest: Int, _ thickest: Int
  ) {
    guard length >= shortest else { return }
    for line in 0..<lines {
      // A line that drifts to the next row goes on there.
      func isInk(_ place: Int) -> Bool {
        let index = line * across + place * step
        return ink[index] > 0 || line > 0 && ink[index - across] > 0 || line + 1 < lines && ink[index + across] > 0
      }
      var start = 0
      while start < length {
        guard isInk(start) else {
          start += 1
          continue
        }
        var end = start + 1
        while end < length, isInk(end) { end += 1 }
        if end - start >= shortest {
          for place in start..<end {
            erase(from: ink, at: place * step, line: line, across: across, lines: lines, thickest)
          }
        }
        start = end
      }
    }
  }

  /// Erases the ink on both sides of a place on a line, unless it is thicker than a rule.
  private mutating func erase(
    from ink: [UInt8], at place: Int, line: Int, across: Int, lines: Int, _ thickest: Int
  ) {
    guard ink[place + line * across] > 0 else { return }
    var (first, last) = (line, line)
    while first > 0, line - first <= thickest, ink[place + (first - 1) * across] > 0 { first -= 1 }
    while last + 1 < lines, last - line <= thickest, ink[place + (last + 1) * across] > 0 { last += 1 }
    guard last - first < thickest else { return }
    for line in first...last { pixels[place + line * across] = 0 }
  }
}
