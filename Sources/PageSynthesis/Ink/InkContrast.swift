/// Whether a reader could find the ink in a finished page.
package struct InkContrast: Sendable, Equatable {
  /// Grey levels between the ink and what is around it, at the least.
  package static let floor: Float = 10
  /// Paper within this many pixels beside the ink, in its row, counts as around it.
  private static let reach = 3

  /// Mean grey level of the paper around the ink, less that of the ink; 0 without ink.
  package private(set) var difference: Float = 0
  /// Standard deviation of the paper around the ink, in grey levels.
  package private(set) var unrest: Float = 0
  /// How much of the ink differs from the paper next to it by half the floor, in the direction of `difference`.
  package private(set) var share: Float = 0

  /// Neither too faint for any paper, nor for this one, nor seen only where something else lies on it.
  package var isVisible: Bool { abs(difference) >= max(Self.floor, 0.9 * unrest) && share >= 0.7 }

  /// Measures 96×96 pixels of `picture` by their `ink` (255 where it is).
  package init(of picture: UnsafeBufferPointer<UInt8>, _ ink: UnsafeBufferPointer<UInt8>) {
    var (inside, outside) = (Moments(), Moments())
    var (darker, lighter) = (0, 0)
    for y in 0..<TrainingPage.side {
      let row = y * TrainingPage.side..<(y + 1) * TrainingPage.side
      var start = row.lowerBound
      while let first = ink[start..<row.upperBound].firstIndex(where: { $0 >= 160 }) {
        let end = ink[first..<row.upperBound].firstIndex { $0 < 160 } ?? row.upperBound
        var beside = Moments()
        for pixel in max(row.lowerBound, first - Self.reach)..<min(row.upperBound, end + Self.reach)
        where ink[pixel] == 0 {
          beside.add(picture[pixel])
        }
        var run = Moments()
        for pixel in first..<end { run.add(picture[pixel]) }
        if beside.count > 0, beside.mean - run.mean >= Self.floor / 2 { darker += run.count }
        if beside.count > 0, run.mean - beside.mean >= Self.floor / 2 { lighter += run.count }
        inside.add(run)
        outside.add(beside)
        start = end
      }
    }
    guard inside.count > 0, outside.count > 0 else { return }
    difference = outside.mean - inside.mean
    unrest = outside.deviation
    share = Float(difference > 0 ? darker : lighter) / Float(inside.count)
  }
}

/// Mean and deviation of grey levels.
private struct Moments {
  private(set) var count = 0
  private var sum = 0
  private var squares = 0

  mutating func add(_ shade: UInt8) {
    count += 1
    sum += Int(shade)
    squares += Int(shade) * Int(shade)
  }

  mutating func add(_ other: Moments) {
    count += other.count
    sum += other.sum
    squares += other.squares
  }

  var mean: Float { Float(sum) / Float(count) }
  var deviation: Float { max(Float(squares) / Float(count) - mean * mean, 0).squareRoot() }
}
