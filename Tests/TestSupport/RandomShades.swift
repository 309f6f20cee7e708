import Imaging

extension GrayImage {
  /// A picture of noise: every shade is equally likely.
  package static func randomShades(width: Int, height: Int, seed: UInt64) -> GrayImage {
    var generator = SeededGenerator(seed: seed)
    let pixels = (0..<width * height).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return GrayImage(width: width, height: height, pixels: pixels)
  }
}
