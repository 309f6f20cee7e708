import Augmentation
import Imaging
import Testing

struct RenormalizationTests {
  private static let count = 3_000

  /// Moved and bent as by default, then brought back, with nothing else done to them.
  private static let versions: [DigitImage] = {
    let full = AugmentationSettings()
    let settings = AugmentationSettings.only {
      ($0.rotation, $0.shift, $0.scale, $0.shear) = (full.rotation, full.shift, full.scale, full.shear)
      ($0.elasticDisplacement, $0.stroke, $0.renormalization) = (full.elasticDisplacement, full.stroke, 1)
    }
    return (0..<count).map { DigitImage.drawn($0 % 10, seed: UInt64($0)).augmented(settings, seed: UInt64($0)) }
  }()

  /// As ingestion does, a quarter of black counts as the stroke's end: interpolation spreads it over a pixel more.
  @Test func longestSideIsTwenty() {
    let sides = Self.versions.map { Double($0.longestSide(above: 64)) }
    let mean = sides.reduce(0, +) / Double(Self.count)
    print("longest side \(mean), from \(sides.min() ?? 0) to \(sides.max() ?? 0)")
    #expect(abs(mean - 20) < 0.5)
    #expect(Double(sides.filter { abs($0 - 20) <= 1 }.count) >= 0.98 * Double(Self.count))
  }

  @Test func centreOfMassIsInTheMiddle() {
    let centres = Self.versions.map(\.centre)
    let off = centres.map { max(13.5 - min($0.x, $0.y), max($0.x, $0.y) - 15.5) }
    print("outside [13.5, 15.5): \(off.filter { $0 > 0 }.count), at most by \(off.max() ?? 0)")
    #expect(off.allSatisfy { $0 <= 0 })
    let outside = centres.filter { !(14..<15).contains($0.x) || !(14..<15).contains($0.y) }.count
    print("outside [14, 15): \(outside)")
  }

  /// A digit that lies as it should, and is not warped, is not resampled either.
  @Test func normalizedDigitsStay() {
    for index in 0..<200 as Range<UInt64> {
      let digit = DigitImage.drawn(Int(index % 10), seed: index)
      let framing = Renormalization.framing(of: digit.padded, warpedBy: .identity, movedBy: nil)
      #expect(abs(framing.step - 1) < 0.06)
    }
  }
}
