import Imaging

/// Decides whether the ink is darker or lighter than the paper. Every vote changes sign when the picture is inverted,
/// so a picture and its negative always give opposite answers and hence the same digit.
package struct PolarityDetector {
  /// Which side is which shows in a small picture too.
  private static let thumbnailSide = 100

  /// Positive: dark ink on light paper.
  package static func evidence(in image: GrayImage, isCutOut: Bool) -> Float {
    // Light varies over a photo, so that its border can be darker than the ink; a cut-out has even light, but its
    // strokes can be as wide as the gaps between them.
    let thumbnail = image.reduced(by: max(image.width, image.height) / thumbnailSide + 1)
    let border = (isCutOut ? 2 : 0.5) * borderVote(thumbnail)
    // The other vote is not worth counting where it cannot change the outcome.
    return abs(border) > 1 ? border : border + strokeVote(thumbnail)
  }

  /// The side of the threshold on which the ink of `image` lies. In a cut-out the digit may fill the picture.
  package static func polarity(of image: GrayImage, isCutOut: Bool) -> Polarity {
    evidence(in: image, isCutOut: isCutOut) >= 0 ? .dark : .light
  }

  /// −1 … 1: the share of light minus that of dark pixels along the border, where paper is more common than ink.
  private static func borderVote(_ image: GrayImage) -> Float {
    // Twice the threshold, so that the negative of a picture is split at exactly the same place.
    let split = Histogram(of: image.pixels).otsuThreshold() * 2 + 1
    var (light, count) = (0, 0)
    func look(_ x: Int, _ y: Int) {
      if Int(image[x, y]) * 2 > split { light += 1 }
      count += 1
    }
    for x in 0..<image.width {
      look(x, 0)
      look(x, image.height - 1)
    }
    for y in 0..<image.height {
      look(0, y)
      look(image.width - 1, y)
    }
    return Float(2 * light - count) / Float(count)
  }

  /// −1 … 1: strokes are thin, so against the local mean the ink is the longer tail: the sign of the skewness.
  private static func strokeVote(_ image: GrayImage) -> Float {
    let means = image.boxBlurred(radius: max(1, max(image.width, image.height) / 6))
    // Whole numbers, which vectorise; the cubes of a row fill 32 bits at most.
    var (squares, cubes) = (0, 0)
    image.pixels.withUnsafeBufferPointer { values in
      means.pixels.withUnsafeBufferPointer { means in
        for start in stride(from: 0, to: values.count, by: thumbnailSide) {
          var (second, third) = (Int32(0), Int32(0))
          for index in start..<min(start + thumbnailSide, values.count) {
            let residual = Int32(means[index]) &- Int32(values[index])
            second &+= residual &* residual
            third &+= residual &* residual &* residual
          }
          squares += Int(second)
          cubes += Int(third)
        }
      }
    }
    let count = Float(image.pixels.count)
    let deviation = (Float(squares) / count).squareRoot()
    guard deviation > 0.5 else { return 0 }
    let skewness = Float(cubes) / count / (deviation * deviation * deviation)
    return max(-1, min(1, skewness))
  }
}
