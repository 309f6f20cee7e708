import Imaging

/// Pixels of ink that touch each other, also at corners.
package struct InkComponent: Sendable {
  /// Columns `start ..< end` of row `y`.
  package struct Run: Sendable {
    /// The row, the first column, and the column behind the last.
    package var y, start, end: Int
  }

  /// The runs of ink, from the top row down.
  package var runs: [Run]
  /// The smallest box around all runs.
  package var box: PixelBox
  /// Number of pixels.
  package var area: Int
  /// Sum of their contrast.
  package var contrastSum: Int

  var meanContrast: Float { Float(contrastSum) / Float(area) }

  /// All components of the pixels whose contrast is at least `threshold`, in the order of their first pixel.
  package static func find(in contrast: GrayImage, threshold: Int) -> [InkComponent] {
    var runs: [Run] = []
    var parents: [Int] = []
    var previousRow = 0..<0
    for y in 0..<contrast.height {
      let firstOfRow = runs.count
      appendRuns(of: y, in: contrast, threshold: threshold, to: &runs)
      parents.append(contentsOf: firstOfRow..<runs.count)
      join(previousRow, firstOfRow..<runs.count, runs: runs, parents: &parents)
      previousRow = firstOfRow..<runs.count
    }
    return collect(runs, parents: &parents, contrast: contrast)
  }

  private static func appendRuns(of y: Int, in contrast: GrayImage, threshold: Int, to runs: inout [Run]) {
    let width = contrast.width
    contrast.pixels.withUnsafeBufferPointer { pixels in
      let row = UnsafeBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
      var x = 0
      while x < width {
        x = firstInk(in: row, from: x, threshold)
        let start = x
        while x < width, Int(row[x]) >= threshold { x &+= 1 }
        if x > start { runs.append(Run(y: y, start: start, end: x)) }
      }
    }
  }

  /// The first place from `start` on that is not below `threshold`, which is 1 … 255; the end where there is none.
  @inline(__always)
  private static func firstInk(in row: UnsafeBufferPointer<UInt8>, from start: Int, _ threshold: Int) -> Int {
    var x = start
    // Eight pixels of paper at a time: the highest bit of each byte tells whether it reaches the threshold.
    let (ones, high) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    let added = ones &* UInt64(threshold <= 128 ? 128 - threshold : 256 - threshold)
    while x &+ 8 <= row.count {
      let eight = UnsafeRawPointer(row.baseAddress.unsafelyUnwrapped).loadUnaligned(fromByteOffset: x, as: UInt64.self)
      let sum = (eight & ~high) &+ added
      guard (threshold <= 128 ? sum | eight : sum & eight) & high == 0 else { break }
      x &+= 8
    }
    while x < row.count, Int(row[x]) < threshold { x &+= 1 }
    return x
  }

  /// Unites runs of two neighbouring rows that touch, corners included.
  private static func join(_ upper: Range<Int>, _ lower: Range<Int>, runs: [Run], parents: inout [Int]) {
    var (above, here) = (upper.lowerBound, lower.lowerBound)
    while above < upper.upperBound, here < lower.upperBound {
      if runs[above].start <= runs[here].end, runs[here].start <= runs[above].end {
        let (a, b) = (root(of: above, in: &parents), root(of: here, in: &parents))
        parents[max(a, b)] = min(a, b)
      }
      if runs[above].end < runs[here].end { above += 1 } else { here += 1 }
    }
  }

  private static func root(of run: Int, in parents: inout [Int]) -> Int {
    var run = run
    while parents[run] != run {
      parents[run] = parents[parents[run]]
      run = parents[run]
    }
    return run
  }

  private static func collect(_ runs: [Run], parents: inout [Int], contrast: GrayImage) -> [InkComponent] {
    var numbers = [Int](repeating: -1, count: runs.count)
    var components: [InkComponent] = []
    for (index, run) in runs.enumerated() {
      let root = root(of: index, in: &parents)
      if numbers[root] < 0 {
        numbers[root] = components.count
        let box = PixelBox(x: run.start, y: run.y, width: 0, height: 0)
        components.append(InkComponent(runs: [], box: box, area: 0, contrastSum: 0))
      }
      components[numbers[root]].append(run, contrast: contrast)
    }
    return components
  }

  private mutating func append(_ run: Run, contrast: GrayImage) {
    runs.append(run)
    area += run.end - run.start
    let row = run.y * contrast.width
    for pixel in contrast.pixels[row + run.start..<row + run.end] { contrastSum += Int(pixel) }
    box = box.union(PixelBox(x: run.start, y: run.y, width: run.end - run.start, height: 1))
  }
}

extension InkComponent {
  /// The middle line of a straight upright stroke.
  struct Axis {
    var top: Int
    /// In row `top`.
    var column: Float
    /// Columns to the right for each row down.
    var slope: Float

    func column(inRow row: Int) -> Float { column + slope * Float(row - top) }
  }

  /// nil for what is not straight or not upright: some run lies off the line from the first to the last.
  var axis: Axis? {
    guard let first = runs.first, let last = runs.last, last.y > first.y else { return nil }
    let slope = (last.middle - first.middle) / Float(last.y - first.y)
    let axis = Axis(top: first.y, column: first.middle, slope: slope)
    let tolerance = max(1.5, 0.05 * Float(last.y - first.y))
    return runs.allSatisfy { abs($0.middle - axis.column(inRow: $0.y)) <= tolerance } ? axis : nil
  }
}

extension InkComponent.Run {
  fileprivate var middle: Float { Float(start + end - 1) / 2 }
}
