import Imaging

extension InkCoverage {
  /// The digit that the ink makes, its strokes brought into the range of MNIST's, and the width that they had, in
  /// pixels; nil where no value exceeds `faintest`, or nothing is left.
  package func digit(faintest: Float) -> (image: DigitImage, strokeWidth: Float)? {
    guard let box = box(above: faintest) else { return nil }
    let scale = 20 / Float(box.longestSide)
    let strokeWidth = StrokeWidth.estimate(in: self)
    let width = strokeWidth * scale
    let wanted = StrokeWidth.wanted(width)
    guard wanted != width else { return (DigitNormalizer.normalize(self, box: box), strokeWidth) }
    let factor = max(1, 40 / box.longestSide)
    let moved = StrokeWidth.offset(enlarged(by: factor), by: (wanted - width) / scale / 2 * Float(factor))
    return moved.box(above: 0.25).map { (DigitNormalizer.normalize(moved, box: $0), strokeWidth) }
  }
}
