import Imaging

/// What can be measured of a 28×28 digit to see whether it was laid out as MNIST's are.
extension DigitImage {
  package var peak: UInt8 { pixels.max() ?? 0 }

  /// Of the box around all ink, in pixels; 0 where there is none.
  package var longestSide: Int {
    let inked = pixels.indices.filter { pixels[$0] > 0 }
    let (columns, rows) = (inked.map { $0 % DigitImage.side }, inked.map { $0 / DigitImage.side })
    return max(extent(of: columns), extent(of: rows))
  }

  /// In pixels from the top left corner; the middle of the first pixel is at 0.5. NaN where there is no ink.
  package var centreOfMass: (x: Double, y: Double) {
    var mass = 0.0
    var x = 0.0
    var y = 0.0
    for (index, shade) in pixels.enumerated() {
      mass += Double(shade)
      x += Double(shade) * (Double(index % DigitImage.side) + 0.5)
      y += Double(shade) * (Double(index / DigitImage.side) + 0.5)
    }
    return (x / mass, y / mass)
  }

  /// Whether the centre of mass is where MNIST has it, in [14, 15) on both axes.
  package var isCentred: Bool {
    (14..<15).contains(centreOfMass.x) && (14..<15).contains(centreOfMass.y)
  }

  /// Mean absolute difference of all 784 pixels, in 1/255.
  package func meanDifference(from other: DigitImage) -> Double {
    let sum = zip(pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(DigitImage.pixelCount)
  }

  /// The same for the best of the nine shifts by at most one pixel: where the centre of mass falls between two pixels,
  /// a last bit decides to which of them the digit is moved.
  package func meanDifferenceIgnoringShift(from other: DigitImage) -> Double {
    let shifts = (-1...1).flatMap { x in (-1...1).map { y in shifted(right: x, down: y) } }
    return shifts.map { $0.meanDifference(from: other) }.min() ?? .infinity
  }

  private func shifted(right: Int, down: Int) -> DigitImage {
    let range = 0..<DigitImage.side
    var result = DigitImage()
    for y in range where range.contains(y - down) {
      for x in range where range.contains(x - right) { result[x, y] = self[x - right, y - down] }
    }
    return result
  }

  private func extent(of positions: [Int]) -> Int {
    guard let first = positions.min(), let last = positions.max() else { return 0 }
    return last - first + 1
  }
}
