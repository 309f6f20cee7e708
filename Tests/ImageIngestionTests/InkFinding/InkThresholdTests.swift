import ImageIngestion
import Imaging
import Testing

struct OtsuTests {
  @Test(arguments: UInt64(1)...12) func agreesWithBruteForce(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (low, high) = (generator.uniform(20...90), generator.uniform(130...230))
    let (share, spread) = (generator.uniform(0.1...0.9), generator.uniform(2...30))
    let shades = (0..<700).map { _ in
      let shade = (generator.unit() < share ? low : high) + spread * generator.normal()
      return UInt8(min(255, max(0, shade)))
    }
    let best = (0..<255).map { varianceBetween(shades, threshold: $0) }.max() ?? 0
    let chosen = varianceBetween(shades, threshold: Histogram(of: shades).otsuThreshold())
    #expect(chosen >= best * (1 - 1e-12), "seed \(seed)")
  }

  @Test func separatesTwoShades() {
    let threshold = Histogram(of: [40, 40, 40, 200]).otsuThreshold()
    #expect((40..<200).contains(threshold))
  }

  /// From its definition: the weighted squared distance of the class means.
  private func varianceBetween(_ shades: [UInt8], threshold: Int) -> Double {
    let lower = shades.filter { $0 <= threshold }.map(Double.init)
    let upper = shades.filter { $0 > threshold }.map(Double.init)
    guard !lower.isEmpty, !upper.isEmpty else { return 0 }
    let distance = lower.reduce(0, +) / Double(lower.count) - upper.reduce(0, +) / Double(upper.count)
    return Double(lower.count * upper.count) * distance * distance
  }
}

struct InkThresholdTests {
  private static let paper: UInt8 = 12

  /// A slanted stroke with soft edges across a page that is almost all paper.
  private func stroke(ink: UInt8, width: Float) -> GrayImage {
    var contrast = GrayImage(width: 120, height: 100, filledWith: Self.paper)
    for y in 20..<80 {
      for x in 0..<120 {
        let distance = abs(Float(x) - 40 - 0.5 * Float(y - 20)) * 0.894
        let share = min(1, max(0, width / 2 - distance + 0.5))
        contrast[x, y] = UInt8(Float(Self.paper) + share * (Float(ink) - Float(Self.paper)))
      }
    }
    return contrast
  }

  @Test(arguments: [UInt8(80), 140, 230], [Float(0), 2, 5])
  func liesBetweenPaperAndInk(ink: UInt8, noise: Float) throws {
    for (width, seed) in [(Float(2), UInt64(1)), (5, 2), (14, 3)] {
      let contrast = stroke(ink: ink, width: width).noisy(deviation: noise, seed: seed)
      let threshold = try #require(InkThreshold(for: contrast), "seed \(seed)")
      // At least a quarter of the way from either side.
      let quarter = Int(ink - Self.paper) / 4
      #expect(threshold.contrast > Int(Self.paper) + quarter, "width \(width), seed \(seed)")
      #expect(threshold.contrast < Int(ink) - quarter, "width \(width), seed \(seed)")
    }
  }

  @Test(arguments: [Float(2), 4, 8, 12]) func measuresTheNoise(deviation: Float) throws {
    let grain = GrayImage(width: 100, height: 100, filledWith: 100).noisy(deviation: deviation, seed: 9)
    let contrast = grain.inked(
      with: GrayImage(width: 6, height: 60, filledWith: 255), left: 47, top: 20, shade: 250)
    let threshold = try #require(InkThreshold(for: contrast))
    #expect(abs(threshold.noise - deviation) < 0.3 * deviation + 0.5)
  }

  @Test func evenPicturesHaveNone() {
    for shade in [UInt8(0), 20, 255] {
      #expect(InkThreshold(for: GrayImage(width: 50, height: 40, filledWith: shade)) == nil)
    }
    #expect(InkThreshold(for: GrayImage(width: 2, height: 50, filledWith: 0)) == nil)
  }
}
