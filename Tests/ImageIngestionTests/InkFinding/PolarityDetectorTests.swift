import ImageIngestion
import Imaging
import TestSupport
import Testing

struct PolarityDetectorTests {
  /// Of evidence that is a sum of votes between −1 and 1: what rounding of means to whole shades may change.
  private static let rounding: Float = 0.02

  private func isOpposite(_ image: GrayImage, isCutOut: Bool) -> Bool {
    let evidence = PolarityDetector.evidence(in: image, isCutOut: isCutOut)
    let negative = PolarityDetector.evidence(in: image.inverted(), isCutOut: isCutOut)
    return abs(evidence + negative) < Self.rounding
      && PolarityDetector.polarity(of: image, isCutOut: isCutOut)
        != PolarityDetector.polarity(of: image.inverted(), isCutOut: isCutOut)
  }

  @Test(arguments: 0...9) func drawnDigitsAreToldFromTheirNegatives(digit: Int) {
    for seed in UInt64(1)...10 {
      for (side, isCutOut) in [(28, true), (130, false)] {
        let ink = Drawing.ink(of: digit, size: side * 3 / 4, seed: seed)
        let page = GrayImage(width: side, height: side, filledWith: 220)
          .inked(with: ink, left: side / 8, top: side / 8, shade: 60).noisy(deviation: 3, seed: seed)
        #expect(PolarityDetector.polarity(of: page, isCutOut: isCutOut) == .dark, "seed \(seed), side \(side)")
        #expect(isOpposite(page, isCutOut: isCutOut), "seed \(seed), side \(side)")
      }
    }
  }

  /// Nothing can be right here, but the two must not agree.
  @Test(arguments: UInt64(1)...30) func meaninglessPicturesAreOppositeToo(seed: UInt64) {
    let noise = GrayImage.randomShades(width: 60, height: 45, seed: seed)
    let blots = Drawing.mask(width: 60, height: 45, share: Float(seed) / 31, seed: seed)
    #expect(isOpposite(noise, isCutOut: false) && isOpposite(noise, isCutOut: true), "noise, seed \(seed)")
    #expect(isOpposite(blots, isCutOut: false) && isOpposite(blots, isCutOut: true), "blots, seed \(seed)")
  }
}
