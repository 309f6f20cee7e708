import Imaging

/// Remnants around a digit that was cut out of a row of digits or of a form.
public enum Surroundings {
  /// Widens `ink` (0 paper … 255 ink) by less than half of a neighbour on its left or right, by a full stop, or by a
  /// piece of the line that it stands on. The digit itself stays whole.
  public static func add(
    to ink: GrayImage, style: HandStyle, using generator: inout SeededGenerator
  ) -> GrayImage {
    switch generator.unit() {
    case ..<0.6: addNeighbour(to: ink, style: style, using: &generator)
    case ..<0.75: addStop(to: ink, using: &generator)
    default: addLine(to: ink, using: &generator)
    }
  }

  private static func addNeighbour(
    to ink: GrayImage, style: HandStyle, using generator: inout SeededGenerator
  ) -> GrayImage {
    // Round digits: a sliver of them is none itself, and a 1 would come as a whole.
    let digit = [0, 2, 3, 5, 6, 8, 9][Int(generator.unit() * 7)]
    let neighbour = StrokeSynthesizer.draw(digit: digit, style: style, size: ink.height, using: &generator)
    let isRight = generator.unit() < 0.6
    let columns = ink.inkedColumns
    let theirs = neighbour.inkedColumns
    let most = 0.4 * Float(theirs.count)
    let sliver = max(1, Int(min(generator.uniform(0.05...0.18) * Float(ink.height), most)))
    let gap = Int(generator.uniform(-0.04...0.1) * Float(ink.height))
    var wide = GrayImage(width: columns.count + max(0, gap) + sliver, height: ink.height, filledWith: 0)
    let left = isRight ? 0 : wide.width - columns.count
    wide.add(ink, columns: columns, at: left)
    let part = isRight ? theirs.prefix(sliver) : theirs.suffix(sliver)
    wide.add(neighbour, columns: part, at: isRight ? min(columns.count + gap, wide.width - sliver) : 0)
    return wide
  }

  /// A dot at the foot of the digit, on its right.
  private static func addStop(to ink: GrayImage, using generator: inout SeededGenerator) -> GrayImage {
    let height = Float(ink.height)
    let radius = generator.uniform(0.03...0.08) * height
    let columns = ink.inkedColumns
    let center = Point(
      Float(columns.count) + radius + generator.uniform(0...0.15) * height, height * generator.uniform(0.86...0.98))
    var wide = GrayImage(width: Int(center.x + radius) + 2, height: ink.height, filledWith: 0)
    wide.add(ink, columns: columns, at: 0)
    for y in max(0, Int(center.y - radius) - 1)..<ink.height {
      for x in columns.count..<wide.width {
        let outside = (Point(Float(x), Float(y)) + 0.5 - center).length - radius
        wide[x, y] = max(wide[x, y], UInt8(min(max(0.5 - outside, 0), 1) * 230))
      }
    }
    return wide
  }

  /// Below the digit or through its foot.
  private static func addLine(to ink: GrayImage, using generator: inout SeededGenerator) -> GrayImage {
    let width = max(1, Int(generator.uniform(0.02...0.05) * Float(ink.height)))
    let top = Int(generator.uniform(0.92...1.08) * Float(ink.height))
    let length = generator.uniform(0.3...1)
    let start = generator.uniform(0...1 - length)
    var tall = GrayImage(width: ink.width, height: max(ink.height, top + width), filledWith: 0)
    tall.add(ink, columns: 0..<ink.width, at: 0)
    for y in top..<top + width {
      for x in Int(start * Float(ink.width))..<Int((start + length) * Float(ink.width)) {
        tall[x, y] = max(tall[x, y], 220)
      }
    }
    return tall
  }
}

extension GrayImage {
  /// From the first to the last column that has ink.
  var inkedColumns: Range<Int> {
    let inked = (0..<width).filter { x in (0..<height).contains { self[x, $0] > 40 } }
    guard let first = inked.first, let last = inked.last else { return 0..<width }
    return first..<last + 1
  }

  /// Lays `columns` of `other` over this image, the first of them at column `left`.
  fileprivate mutating func add(_ other: GrayImage, columns: Range<Int>, at left: Int) {
    for y in 0..<min(height, other.height) {
      for x in columns {
        let place = left + x - columns.lowerBound
        self[place, y] = max(self[place, y], other[x, y])
      }
    }
  }
}
