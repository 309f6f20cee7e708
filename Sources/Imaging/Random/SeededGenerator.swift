import Platform

/// A small, fast, repeatable random generator: xoshiro256++ seeded by SplitMix64
/// (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2019). Not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var s0, s1, s2, s3: UInt64

  /// The stream that follows from `seed` alone.
  public init(seed: UInt64) {
    var splitMix = SplitMix64(state: seed)
    s0 = splitMix.next()
    s1 = splitMix.next()
    s2 = splitMix.next()
    s3 = splitMix.next()
  }

  /// One independent stream for each (seed, epoch, index), so that what a sample becomes depends on nothing else.
  public init(seed: UInt64, epoch: Int, index: Int) {
    self.init(SplitMix64(state: seed), epoch: epoch, index: index)
  }

  /// The stream for one purpose of a training, all of which share a seed: no two purposes draw the same numbers.
  public init(for purpose: RandomPurpose, seed: UInt64, epoch: Int = 0, index: Int) {
    var mixer = SplitMix64(state: seed)
    mixer.absorb(purpose.rawValue)
    self.init(mixer, epoch: epoch, index: index)
  }

  private init(_ mixer: SplitMix64, epoch: Int, index: Int) {
    var mixer = mixer
    mixer.absorb(UInt64(truncatingIfNeeded: epoch))
    mixer.absorb(UInt64(truncatingIfNeeded: index))
    self.init(seed: mixer.next())
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = rotate(s0 &+ s3, by: 23) &+ s0
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotate(s3, by: 45)
    return result
  }

  /// Uniform in [0, 1), 24 random bits.
  public mutating func unit() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// Uniform in `range`.
  public mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// Standard normal (Box and Muller, 1958).
  public mutating func normal() -> Float {
    // 1 - unit() lies in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * .pi * unit())
  }

  private func rotate(_ value: UInt64, by bits: UInt64) -> UInt64 {
    (value << bits) | (value >> (64 - bits))
  }
}

/// The purposes for which a training draws random numbers.
public enum RandomPurpose: UInt64, Sendable, CaseIterable {
  case initialWeights = 1
  case validationSplit, order, augmentation, drawnDigits, pages, dropout, strips
}

private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func absorb(_ value: UInt64) {
    state = next() ^ value
  }
}
