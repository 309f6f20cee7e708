extension SeededGenerator {
  /// True with the probability `chance`, 0 … 1.
  package mutating func happens(_ chance: Float) -> Bool { unit() < chance }

  /// A uniform index in `0 ..< count`; `count` is at least 1.
  package mutating func index(below count: Int) -> Int { min(Int(unit() * Float(count)), count - 1) }

  /// A uniform whole number in `range`, its ends included.
  package mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + index(below: range.count) }

  /// A uniform value in ±`reach`.
  package mutating func around(_ reach: Float) -> Float { uniform(-reach...reach) }

  /// A bell-shaped value with mean 0 and standard deviation 1, never beyond ±3.5: the sum of four uniform values
  /// (Irwin–Hall distribution). The result is the same on every platform, which that of `normal()` need not be.
  package mutating func bell() -> Float {
    (unit() + unit() + unit() + unit() - 2) * 1.732_050_8
  }
}
