import Imaging
import Synthesis

/// Makes pictures as users bring them: a page with one digit, or none, in the light of a room or a scanner.
///
/// The page is described beforehand, in colour and at any size; `TrainingPageSynthesizer` makes grey pages of 96×96 at
/// random. Both draw with the same hands. Their paper, light and noise follow different formulas, which must stay: the
/// folder `samples/` and the bundled ink network depend on every pixel.
public enum PageSynthesizer {
  /// Writes `digit` on `page`; nil leaves it empty. The same arguments and generator state give the same picture.
  public static func draw(
    digit: Int?,
    hand: HandStyle,
    on page: Page,
    using generator: inout SeededGenerator
  ) -> ColorImage {
    var canvas = ColorCanvas(page, using: &generator)
    for mark in page.marks { canvas.add(mark) }
    let digits = (digit.map { [Page.Neighbour(digit: $0, center: page.digitCenter)] } ?? []) + page.neighbours
    for written in digits {
      let side = max(8, Int(page.digitSize * canvas.shorterSide + 0.5))
      let ink = StrokeSynthesizer.draw(digit: written.digit, style: hand, size: side, using: &generator)
      canvas.add(ink, center: written.center)
    }
    canvas.illuminate()
    for _ in 0..<2 { canvas.blur() }
    return canvas.image(using: &generator)
  }
}
