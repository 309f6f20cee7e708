import Imaging

/// The digit's ink as a learned finder sees it through an `InkWindow`.
public struct LearnedInk: Sendable {
  /// Fragments with less ink than this share of the main one are the finder's own specks.
  private static let leastShare = 50

  /// How sure the finder is that a pixel is ink of the digit, 0 … 255.
  private let mask: GrayImage
  private let parts: [InkComponent]
  /// Around the ink, in pixels of the window.
  public let box: PixelBox

  /// nil where no pixel is more likely ink than not.
  public init?(mask: GrayImage) {
    let components = InkComponent.find(in: mask, threshold: 128)
    guard let main = components.max(by: { $0.contrastSum < $1.contrastSum }), main.area > 2 else { return nil }
    var (parts, box) = ([InkComponent](), main.box)
    // Nearest fragments first, so that what they bring closer can follow.
    for part in components.sorted(by: { $0.box.gap(to: main.box) < $1.box.gap(to: main.box) })
    where part.contrastSum * LearnedInk.leastShare >= main.contrastSum && part.box.gap(to: box) * 2 <= box.longestSide {
      parts.append(part)
      box = box.union(part.box)
    }
    self.mask = mask
    self.parts = parts
    self.box = box
  }

  /// Measurements of a digit that only the finder has found. The ink counts as dark, as clear, and as the only ink
  /// there.
  public func measurements(in window: InkWindow) -> InkMeasurements {
    let strokeWidth = StrokeWidth.estimate(in: coverage()) * window.scale
    return InkMeasurements(
      polarity: .dark, box: window.inPicture(box), searchedBox: box, strokeWidth: strokeWidth, contrast: 1, noise: 0,
      chosenCount: parts.count, leftOverCount: 0, leftOverShare: 0, neighbourCount: 0, touchesBorder: false,
      hasLines: false, isCutOut: false, isUnseenByRules: true)
  }

  /// The digit as MNIST was made; nil where its ink vanishes.
  public func digit() -> DigitImage? {
    coverage().digit(faintest: 0.25)?.image
  }

  private func coverage() -> InkCoverage {
    // Room for thicker strokes, and the mask's soft edge around each part.
    let margin = max(2, box.longestSide / 8)
    let (width, height) = (box.width + 2 * margin, box.height + 2 * margin)
    var values = [Float](repeating: 0, count: width * height)
    for part in parts {
      for run in part.runs {
        for y in max(0, run.y - 1)...min(mask.height - 1, run.y + 1) {
          for x in max(0, run.start - 1)..<min(mask.width, run.end + 1) {
            values[(y - box.y + margin) * width + x - box.x + margin] = Float(mask[x, y]) / 255
          }
        }
      }
    }
    return InkCoverage(width: width, height: height, values: values)
  }
}
