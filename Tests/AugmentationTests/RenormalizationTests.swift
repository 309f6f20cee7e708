import Augmentation
import Imaging
import Testing

struct RenormalizationTests {
  private static let count = 3_000

  /// Moved and bent as by default, then brought back, with nothing else done to them.
  private static let versions: [DigitImage] = {
    let full = AugmentationSettings()
    let settings = AugmentationSettings.only {
      $0.rotation = full.rotation
      $0.shift = full.shift
      $0.scale = full.scale
      $0.shear = full.shear
      $0.elasticDisplacement = full.elasticDisplacement
      $0.stroke = full.stroke
      $0.renormalization = 1
    }
    return (0..<count).map { DigitImage.drawn($0 % 10, seed: UInt64($0)).augmented(settings, seed: UInt64($0)) }
  }()

  /// From a quarter of black on: interpolation spreads the end of a stroke over a pixel more.
  @Test func longestSideIsTwenty() {
    let sides = Self.versions.map { Double($0.longestSide(above: 64)) }
    let mean = sides.reduce(0, +) / Double(Self.count)
    #expect(abs(mean - 20) < 0.5)
    #expect(sides.allSatisfy { abs($0 - 20) <= 1 })
  }

  @Test func centreOfMassIsInTheMiddle() {
    for centre in Self.versions.map(\.centre) {
      // Stretching the shades after it may move it by a hair.
      #expect((13.95..<15.05).contains(centre.x) && (13.95..<15.05).contains(centre.y))
    }
  }

  @Test func normalizedDigitsKeepTheirSize() {
    for index in 0..<200 as Range<UInt64> {
      let digit = DigitImage.drawn(Int(index % 10), seed: index)
      let framing = Renormalization.framing(of: digit.padded, warpedBy: .identity, movedBy: nil)
      #expect(abs(framing.step - 1) < 0.06)
    }
  }
}
