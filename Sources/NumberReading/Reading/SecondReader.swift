import DigitRecognition
import ImageIngestion
import Imaging
import NeuralNetwork

/// Reads a strip digit by digit, each as MNIST was made, with the networks for single digits: a second opinion on what
/// the string network reads. One instance belongs to one worker.
package final class SecondReader {
  private let recognizer: Recognizer

  /// Makes a reader for one thread.
  package init(_ cascade: Cascade) { recognizer = Recognizer(cascade) }

  /// What the networks say of each sign of `placed`, of which the boxes lie in `strip`; nil for signs that are no digits,
  /// and where no ink is found.
  package func digits(of placed: [PlacedSign], in strip: NumberStrip) throws(NetworkError) -> [Probabilities?] {
    let ink = StripInk(of: strip)
    let images = placed.map { sign in sign.sign.digit == nil ? nil : ink?.digit(in: sign) }
    let pixels = images.compactMap { $0 }.flatMap(\.pixels)
    var answers = (pixels.isEmpty ? [] : try recognizer.probabilities(of: pixels[...]))[...]
    return images.map { image in image == nil ? nil : answers.popFirst() }
  }
}

/// The ink of a strip, from which digits are cut.
private struct StripInk {
  private let contrast: GrayImage
  private let threshold: Int
  /// A box is enlarged by this many pixels, for its edges are estimates.
  private static let margin: Float = 1.5
  /// What has less than this share of the box's ink and lies at its side is a neighbour's.
  private static let neighbourShare: Float = 0.25

  /// nil where nothing rises above the paper's texture.
  init?(of strip: NumberStrip) {
    let light = PolarityDetector.polarity(of: strip.picture, isCutOut: false) == .light
    contrast = PaperFlattener.contrast(of: light ? strip.picture.inverted() : strip.picture, isCutOut: false)
    guard let threshold = InkThreshold(for: contrast) else { return nil }
    self.threshold = threshold.contrast
  }

  /// The digit inside the box of `sign` as MNIST was made; nil where its ink vanishes.
  func digit(in sign: PlacedSign) -> DigitImage? {
    let (left, top) = (Int((sign.left - Self.margin).rounded()), Int((sign.top - Self.margin).rounded()))
    let box = PixelBox(
      x: left, y: top, width: Int((sign.right + Self.margin).rounded()) - left,
      height: Int((sign.bottom + Self.margin).rounded()) - top
    ).clipped(to: contrast)
    guard box.width > 1, box.height > 2 else { return nil }
    let part = contrast.cropped(to: box)
    let pieces = own(InkComponent.find(in: part, threshold: threshold), width: box.width)
    guard !pieces.isEmpty else { return nil }
    return coverage(of: pieces, in: part).digit(faintest: 0.25)?.image
  }

  /// The pieces without small ones at the sides, which belong to neighbours.
  private func own(_ pieces: [InkComponent], width: Int) -> [InkComponent] {
    let largest = Float(pieces.map(\.area).max() ?? 0)
    return pieces.filter { piece in
      Float(piece.area) >= Self.neighbourShare * largest || piece.box.x > 0 && piece.box.maxX < width
    }
  }

  /// The ink of `pieces` and what is soft around it, with room for thicker strokes.
  private func coverage(of pieces: [InkComponent], in part: GrayImage) -> InkCoverage {
    let margin = max(2, max(part.width, part.height) / 8)
    let width = part.width + 2 * margin
    var values = [Float](repeating: 0, count: width * (part.height + 2 * margin))
    let solid = solidContrast(of: pieces, in: part)
    for run in pieces.flatMap(\.runs) {
      for y in max(0, run.y - 1)...min(part.height - 1, run.y + 1) {
        for x in max(0, run.start - 1)..<min(part.width, run.end + 1) {
          values[(y + margin) * width + x + margin] = min(1, Float(part[x, y]) / solid)
        }
      }
    }
    return InkCoverage(width: width, height: part.height + 2 * margin, values: values)
  }

  /// All but the darkest tenth stays below it.
  private func solidContrast(of pieces: [InkComponent], in part: GrayImage) -> Float {
    let shades = pieces.flatMap(\.runs).flatMap { run in (run.start..<run.end).map { part[$0, run.y] } }.sorted()
    return Float(max(1, shades[shades.count * 9 / 10]))
  }
}
