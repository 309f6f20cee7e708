import Imaging

/// All that is darker than its paper in one picture, in connected pieces; a printed box around it is left out.
struct InkMap {
  /// 0 paper … 255 no light comes back.
  let contrast: GrayImage
  let threshold: InkThreshold
  let components: [InkComponent]
  /// Whether a printed box was found and left out.
  let hasBox: Bool
  /// Whether there is a box, or something long that comes in from beyond the picture, as the lines of ruled paper do.
  let hasLines: Bool

  /// `image` has dark ink on light paper. Throws `noInk` where nothing rises above the paper's texture.
  init(of image: GrayImage, isCutOut: Bool) throws(BlankReason) {
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
      contrast = all
      components = found
      hasBox = false
    }
    hasLines = hasBox || components.contains { $0.box.isLongAndTouchesBorder(of: image) }
  }

  /// Fewer pixels than this are no stroke.
  private static let leastPixels = 24

  /// Ink found by a threshold of its own once `known` is covered, with `rim` pixels around it: thinner or paler ink,
  /// such as a pencil's beside a marker's, which the common threshold leaves out or breaks into dashes.
  func pieces(besides known: [InkComponent], rim: Int) -> [InkComponent] {
    let least = UInt8(min(255, max(InkThreshold.faintest, Int(5 * threshold.noise))))
    var rest = contrast
    rest.cover(known, rim: rim)
    guard rest.count(from: least) >= Self.leastPixels, let own = InkThreshold(for: rest) else {
      return []
    }
    return InkComponent.find(in: rest, threshold: max(min(own.contrast, threshold.contrast) / 2, Int(least)))
  }
}

extension InkMap {
  /// The share of a stroke's contrast that a line must keep where it goes on below the threshold.
  private static let faintestLine: Float = 0.3

  /// Whether a straight stroke goes on beyond one of its ends, too faint for the threshold, by a quarter of its length.
  func showsMore(of stroke: InkComponent) -> Bool {
    guard let axis = stroke.axis else { return false }
    let least = Self.faintestLine * stroke.meanContrast
    func isSeen(fromRow end: Int, step: Int) -> Bool {
      let steps = max(4, stroke.box.height / 4)
      let seen = (2..<2 + steps).count { distance in
        let row = end + step * distance
        return Float(darkest(near: Int(axis.column(inRow: row).rounded()), row: row)) >= least
      }
      return seen * 4 >= steps * 3
    }
    return isSeen(fromRow: stroke.box.y, step: -1) || isSeen(fromRow: stroke.box.maxY - 1, step: 1)
  }

  /// The largest contrast within two columns; beyond the picture there is none.
  private func darkest(near column: Int, row: Int) -> Int {
    guard 0..<contrast.height ~= row else { return 0 }
    return (0..<contrast.width).clamped(to: column - 2..<column + 3).reduce(0) { max($0, Int(contrast[$1, row])) }
  }
}

extension GrayImage {
  /// Makes all of `components` paper, and what is at most `rim` pixels away from them.
  fileprivate mutating func cover(_ components: [InkComponent], rim: Int) {
    let (width, height) = (width, height)
    pixels.withUnsafeMutableBufferPointer { pixels in
      for component in components {
        for run in component.runs {
          let columns = max(0, run.start - rim)..<min(width, run.end + rim)
          for y in max(0, run.y - rim)..<min(height, run.y + rim + 1) {
            pixels[y * width + columns.lowerBound..<y * width + columns.upperBound].update(repeating: 0)
          }
        }
      }
    }
  }

  /// The number of pixels of at least `least`.
  fileprivate func count(from least: UInt8) -> Int {
    pixels.withUnsafeBufferPointer { pixels in
      var count = 0
      for pixel in pixels { count &+= pixel >= least ? 1 : 0 }
      return count
    }
  }
}

extension PixelBox {
  /// Two fifths of the picture's shorter side are long.
  fileprivate func isLongAndTouchesBorder(of image: GrayImage) -> Bool {
    longestSide * 5 >= 2 * min(image.width, image.height) && reachesEdge(width: image.width, height: image.height)
  }
}
