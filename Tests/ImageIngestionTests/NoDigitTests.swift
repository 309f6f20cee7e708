import ImageIngestion
import Imaging
import Testing

/// No digit may be read with confidence where there is none: such a picture is blank, or at least not plain.
struct NoDigitTests {
  @Test(arguments: Surface.allCases) func surfacesAreBlankOrDoubtful(surface: Surface) {
    for seed in UInt64(1)...20 {
      for (width, height) in [(300, 240), (120, 150), (640, 480)] {
        let extraction = DigitExtractor().extract(from: surface.picture(width: width, height: height, seed: seed))
        #expect(
          !extraction.isPlain, "seed \(seed), \(width)x\(height): \(String(describing: extraction.findings))")
      }
    }
  }

  @Test func emptyPagesAreBlank() {
    for seed in UInt64(1)...20 {
      let extraction = DigitExtractor().extract(from: Surface.emptyPage.picture(width: 400, height: 300, seed: seed))
      #expect(extraction.digit == nil, "seed \(seed)")
    }
  }
}
