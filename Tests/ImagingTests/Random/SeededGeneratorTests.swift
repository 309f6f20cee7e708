import Imaging
import Testing

struct SeededGeneratorTests {
  /// From make-golden.py.
  @Test(
    arguments: [
      (0, [0x5317_5D61_490B_23DF, 0x61DA_6F3D_C380_D507, 0x5C0F_DF91_EC9A_7BFC, 0x02EE_BF8C_3BBE_5E1A]),
      (1, [0xCFC5_D07F_6F03_C29B, 0xBF42_4132_963F_E08D, 0x19A3_7D57_57AA_F520, 0xBF08_119F_05CD_56D6]),
      (0xDEAD_BEEF, [0x0C52_0EB8_FEA9_8EDE, 0x2B74_A633_8B80_E0E2, 0xBE23_8770_C379_5322, 0x5F23_5F98_A244_EA97]),
      (.max, [0x56CC_F8CE_948E_27B2, 0xE685_8843_2E5A_5B90, 0xE3E9_B5A4_8119_CA8B, 0x460F_1949_5532_AE73]),
    ] as [(UInt64, [UInt64])])
  func beginsAsTheReferenceDoes(seed: UInt64, golden: [UInt64]) {
    var generator = SeededGenerator(seed: seed)
    #expect(golden.indices.map { _ in generator.next() } == golden)
  }

  /// From make-golden.py.
  @Test(
    arguments: [
      (0, 0, [0x3517_5B75_3029_5DB5, 0xF3C9_A569_FA23_02FB, 0x9B3C_3CA6_89D4_72F8]),
      (3, 59_999, [0x5834_D081_8531_7E6D, 0xE152_8FE9_D042_1E13, 0x77B2_3B13_4024_AA75]),
      (-1, 7, [0x9E6D_F25A_05BB_FA3B, 0x9970_EEEB_4970_FD14, 0x0756_BC82_E722_5F70]),
    ] as [(Int, Int, [UInt64])])
  func streamsBeginAsTheReferenceDoes(epoch: Int, index: Int, golden: [UInt64]) {
    var generator = SeededGenerator(seed: 1, epoch: epoch, index: index)
    #expect(golden.indices.map { _ in generator.next() } == golden)
  }

  /// 20 seeds × 20 epochs × 20 indices, small numbers that a weak mixer would confuse.
  @Test func noTwoStreamsBeginAlike() {
    var beginnings: Set<UInt64> = []
    for seed in UInt64(0)..<20 {
      for epoch in -1..<19 {
        for index in -1..<19 {
          var generator = SeededGenerator(seed: seed, epoch: epoch, index: index)
          beginnings.insert(generator.next())
        }
      }
    }
    #expect(beginnings.count == 8000)
  }

  /// All purposes of a training share its seed.
  @Test func purposesDrawDifferentNumbers() {
    var beginnings: Set<UInt64> = []
    for purpose in RandomPurpose.allCases {
      for epoch in -2..<20 {
        for index in -2..<20 {
          var generator = SeededGenerator(for: purpose, seed: 1, epoch: epoch, index: index)
          beginnings.insert(generator.next())
        }
      }
    }
    #expect(beginnings.count == RandomPurpose.allCases.count * 22 * 22)
  }

  @Test func aCopyContinuesAlike() {
    var one = SeededGenerator(seed: 5, epoch: 2, index: 3)
    _ = one.next()
    var other = one
    #expect((0..<10).map { _ in one.next() } == (0..<10).map { _ in other.next() })
  }
}

/// Moments of 100,000 values, within five standard errors.
struct SeededGeneratorStatisticsTests {
  private static let count = 100_000

  private struct Moments {
    var mean = 0.0
    var variance = 0.0

    init(_ values: [Double]) {
      let count = Double(values.count)
      mean = values.reduce(0, +) / count
      let mean = mean
      variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func unitIsUniform(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<Self.count).map { _ in Double(generator.unit()) }
    #expect(values.allSatisfy { (0..<1).contains($0) })
    let moments = Moments(values)
    #expect(abs(moments.mean - 0.5) < 5 * 0.289 / 316)
    #expect(abs(moments.variance - 1.0 / 12) < 5 * 0.0745 / 316)
    var tenths = [Int](repeating: 0, count: 10)
    for value in values { tenths[Int(value * 10)] += 1 }
    #expect(tenths.allSatisfy { abs($0 - Self.count / 10) < 5 * 95 })
  }

  @Test func uniformFillsItsRange() {
    var generator = SeededGenerator(seed: 4)
    let values = (0..<Self.count).map { _ in generator.uniform(-3...5) }
    #expect(values.allSatisfy { (-3...5).contains($0) })
    #expect((values.min() ?? 0) < -2.99 && (values.max() ?? 0) > 4.99)
    #expect(generator.uniform(2...2) == 2)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func normalIsStandardNormal(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<Self.count).map { _ in Double(generator.normal()) }
    #expect(values.allSatisfy { $0.isFinite })
    let moments = Moments(values)
    #expect(abs(moments.mean) < 5.0 / 316)
    #expect(abs(moments.variance - 1) < 5 * 1.414 / 316)
    // 68.27 % within one standard deviation, 95.45 % within two.
    for (reach, share) in [(1.0, 0.6827), (2.0, 0.9545)] {
      let inside = Double(values.count { abs($0) < reach }) / Double(Self.count)
      #expect(abs(inside - share) < 5 * (share * (1 - share)).squareRoot() / 316)
    }
  }

  /// Neighbouring streams are as independent as neighbouring values.
  @Test func streamsAreNotCorrelated() {
    let firsts = (0..<20_000).map { index in
      var generator = SeededGenerator(seed: 1, epoch: 0, index: index)
      return Double(generator.unit()) - 0.5
    }
    let products = zip(firsts, firsts.dropFirst()).map { $0 * $1 * 12 }
    #expect(abs(products.reduce(0, +) / Double(products.count)) < 5.0 / 141)
  }
}
