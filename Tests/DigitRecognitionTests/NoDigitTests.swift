import DigitRecognition
import Files
import ImageEncoding
import Imaging
import TestSupport
import Testing

/// No digit may be read with confidence where there is none: such a picture is `blank`, or at least to be reviewed.
struct NoDigitTests {
  @Test(arguments: Surface.allCases) func noSurfaceIsADigit(surface: Surface) throws {
    let folder = try TemporaryFolder()
    var inputs: [ClassificationInput] = []
    for seed in UInt64(1)...20 {
      for (width, height) in [(300, 240), (120, 150), (640, 480)] {
        let picture = surface.picture(width: width, height: height, seed: seed)
        let file = try folder.write(ImageEncoder.png(gray: picture), to: "seed-\(seed)-\(width)x\(height).png")
        inputs.append(ClassificationInput(path: FilePath(file)))
      }
    }
    let results = try Classifier(cascade: ModelCatalog.cascade(), options: .init()).classify(inputs)
    for (input, result) in zip(inputs, results) {
      #expect(ReviewPolicy().verdict(of: result).status != .ok, "\(input.path.text): \(result)")
    }
  }
}
