import ImageIngestion
import Imaging

/// The ink of a picture in connected pieces, without printed rules and without what is too small to be written.
struct InkPieces {
  /// 0 paper … 255 no light comes back.
  private let contrast: GrayImage
  private let threshold: InkThreshold
  private let components: [InkComponent]
  /// The pieces, in the order of their first pixel.
  private(set) var pieces: [InkPiece] = []

  /// More pieces than this are paper or print; the largest are kept.
  private static let mostPieces = 300

  /// `image` has dark ink on light paper; nil where nothing rises above the paper's texture.
  init?(of image: GrayImage) {
    contrast = PaperFlattener.contrast(of: image, isCutOut: false)
    guard let threshold = InkThreshold(for: contrast) else { return nil }
    self.threshold = threshold
    let smallest = max(3, min(12, image.width * image.height / 4000))
    components = InkComponent.find(in: contrast, threshold: threshold.contrast).filter { $0.area >= smallest }
    pieces = pieces(withoutRules: RuleLengths(in: image))
  }

  var width: Int { contrast.width }
  var height: Int { contrast.height }
  /// 0 … 255: what marks must have to be told from paper.
  var faintest: Float { max(20, 5 * threshold.noise) }

  /// The pieces without rules that are long beside digits of this height, which come apart from the digits on them.
  func pieces(besideDigits height: Float) -> [InkPiece] {
    pieces(withoutRules: RuleLengths(besideDigits: height))
  }

  private func pieces(withoutRules lengths: RuleLengths) -> [InkPiece] {
    let pieces = components.flatMap { component in
      component.box.width >= lengths.across || component.box.height >= lengths.down
        ? parts(of: component, withoutRules: lengths) : [InkPiece(component)]
    }
    return pieces.count <= Self.mostPieces
      ? pieces : Array(pieces.sorted { $0.contrastSum > $1.contrastSum }.prefix(Self.mostPieces))
  }

  private func parts(of component: InkComponent, withoutRules lengths: RuleLengths) -> [InkPiece] {
    let box = component.box
    var part = GrayImage(width: box.width, height: box.height, filledWith: 0)
    for run in component.runs {
      for x in run.start..<run.end { part[x - box.x, run.y - box.y] = contrast[x, run.y] }
    }
    part.eraseRules(lengths)
    let smallest = max(3, component.area / 400)
    return InkComponent.find(in: part, threshold: threshold.contrast).filter { $0.area >= smallest }
      .map { InkPiece($0, x: box.x, y: box.y) }
  }
}
