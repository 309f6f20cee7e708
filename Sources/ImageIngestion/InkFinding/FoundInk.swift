import Imaging

/// The ink of one digit in one picture.
struct FoundInk {
  /// A mark smaller than this, in pixels, is a speck unless somebody has cut it out.
  private static let smallestSide = 6
  /// Mean contrast below which marks are taken for the paper's own: 8 % darker. Faint pencil has twice that.
  private static let faintest: Float = 20

  private let contrast: GrayImage
  private let threshold: InkThreshold
  /// The components that make the digit, and the others of any size.
  private let parts, leftOver: [InkComponent]
  private let inkLevel: Float
  /// Around all parts, in pixels of the picture.
  let box: PixelBox
  let rivalCount: Int
  let touchesBorder: Bool
  let hasLines: Bool

  /// `image` has dark ink on light paper.
  init(in image: GrayImage, isCutOut: Bool) throws(NoDigit) {
    var contrast = PaperFlattener.contrast(of: image, isCutOut: isCutOut)
    guard let threshold = InkThreshold(for: contrast) else { throw .noInk }
    self.threshold = threshold
    var components = InkComponent.find(in: contrast, threshold: threshold.contrast)
    let fillsPicture = components.contains {
      $0.box.width * 8 > image.width * 7 && $0.box.height * 8 > image.height * 7
    }
    var hasBox = false
    if fillsPicture, let inner = BoxBorder.removed(from: contrast, threshold: threshold.contrast) {
      contrast = inner
      components = InkComponent.find(in: contrast, threshold: threshold.contrast)
      hasBox = true
    }
    self.contrast = contrast
    let selection = ComponentSelection(width: image.width, height: image.height)
    guard let choice = selection.choice(among: components) else { throw .nothingLikeADigit }
    let main = choice.digit[0]
    guard isCutOut || main.box.longestSide >= Self.smallestSide else { throw .nothingLikeADigit }
    guard main.meanContrast >= max(Self.faintest, 5 * threshold.noise) else { throw .onlyFaintMarks }
    (parts, leftOver) = (choice.digit, choice.leftOver)
    inkLevel = Self.inkLevel(of: parts, in: contrast)
    box = parts.reduce(main.box) { $0.union($1.box) }
    rivalCount = leftOver.count { selection.isRival($0, of: main) }
    touchesBorder = selection.touchesBorder(box)
    hasLines = hasBox || leftOver.contains(where: selection.isLine)
  }

  /// 0 … 1.
  var relativeContrast: Float { inkLevel / 255 }
  var relativeNoise: Float { threshold.noise / 255 }
  var partCount: Int { parts.count }
  var leftOverCount: Int { leftOver.count }
  /// Of the digit's area.
  var leftOverShare: Float {
    Float(leftOver.reduce(0) { $0 + $1.area }) / Float(parts.reduce(0) { $0 + $1.area })
  }

  /// 255 on the digit's ink, 0 elsewhere.
  func mask() -> GrayImage {
    var mask = GrayImage(width: contrast.width, height: contrast.height, filledWith: 0)
    for part in parts {
      for run in part.runs {
        for x in run.start..<run.end { mask[x, run.y] = 255 }
      }
    }
    return mask
  }

  /// The normalised digit and the width of its strokes in pixels; nil where its ink vanishes.
  func digit() -> (image: DigitImage, strokeWidth: Float)? {
    coverage().digit(faintest: max(0.15, 3 * threshold.noise / inkLevel))
  }

  /// The contrast of solid ink: all but the darkest tenth of the digit stays below it.
  private static func inkLevel(of parts: [InkComponent], in contrast: GrayImage) -> Float {
    var counts = [Int](repeating: 0, count: 256)
    for part in parts {
      for run in part.runs {
        for x in run.start..<run.end { counts[Int(contrast[x, run.y])] += 1 }
      }
    }
    let wanted = parts.reduce(0) { $0 + $1.area } * 9 / 10
    var seen = 0
    for (value, count) in counts.enumerated() {
      seen += count
      if seen > wanted { return Float(value) }
    }
    return 255
  }

  /// The ink within reach of the chosen components, with room around it for thicker strokes.
  private func coverage() -> InkCoverage {
    let margin = max(2, box.longestSide / 8)
    let reach = box.longestSide > 60 ? 2 : 1
    let (width, height) = (box.width + 2 * margin, box.height + 2 * margin)
    var near = [Bool](repeating: false, count: width * height)
    for part in parts {
      for run in part.runs {
        let y = run.y - box.y + margin
        let (first, last) = (run.start - box.x + margin - reach, run.end - box.x + margin + reach)
        for row in y - reach...y + reach {
          for x in first..<last { near[row * width + x] = true }
        }
      }
    }
    var values = [Float](repeating: 0, count: width * height)
    for y in 0..<height {
      let sourceY = y + box.y - margin
      guard 0..<contrast.height ~= sourceY else { continue }
      for x in 0..<width where near[y * width + x] {
        let sourceX = x + box.x - margin
        guard 0..<contrast.width ~= sourceX else { continue }
        values[y * width + x] = min(1, Float(contrast[sourceX, sourceY]) / inkLevel)
      }
    }
    return InkCoverage(width: width, height: height, values: values)
  }
}
