import Imaging

/// `count` values in -1 … 1.
func randomValues(_ count: Int, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in generator.uniform(-1...1) }
}

/// The largest difference between two arrays of one length, relative to their largest value.
func relativeDifference(_ left: [Float], _ right: [Float]) -> Float {
  guard left.count == right.count else { return .infinity }
  let scale = max(1e-6, (left + right).map(abs).max() ?? 0)
  return zip(left, right).map { abs($0 - $1) }.max().map { $0.isFinite ? $0 / scale : .infinity } ?? 0
}
