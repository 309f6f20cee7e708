import Imaging

/// All that is darker than its paper in one picture, in connected pieces; a printed box around it is left out.
struct InkMap {
  /// 0 paper … 255 no light comes back.
  let contrast: GrayImage
  let threshold: InkThreshold
  let components: [InkComponent]
  /// Whether a printed box was found and left out.
  let hasBox: Bool

  /// `image` has dark ink on light paper. Throws `noInk` where nothing rises above the paper's texture.
  init(of image: GrayImage, isCutOut: Bool) throws(NoDigit) {
    let all = PaperFlattener.contrast(of: image, isCutOut: isCutOut)
    guard let threshold = InkThreshold(for: all) else { throw .noInk }
    let found = InkComponent.find(in: all, threshold: threshold.contrast)
    self.threshold = threshold
    let fillsPicture = found.contains { $0.box.width * 8 > image.width * 7 && $0.box.height * 8 > image.height * 7 }
    if fillsPicture, let inner = BoxBorder.removed(from: all, threshold: threshold.contrast) {
      contrast = inner
      components = InkComponent.find(in: inner, threshold: threshold.contrast)
      hasBox = true
    } else {
      (contrast, components, hasBox) = (all, found, false)
    }
  }
}
