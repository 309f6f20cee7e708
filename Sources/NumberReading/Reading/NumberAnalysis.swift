import Imaging

/// One picture on its way to a number, for people to look at.
package struct NumberAnalysis: Sendable {
  package var result: NumberResult
  /// The picture, upright; nil where there is none.
  package var picture: GrayImage?
  /// Pixels of the file for each of `picture`, along a side.
  var scale = 1
  /// What the string network read, line by line; empty where there are no digits.
  package var strips: [NumberStrip] = []

  /// Around each sign of the number, in pixels of `picture`.
  package var boxes: [PixelBox] { result.number?.characters.map { $0.box.reduced(by: scale) } ?? [] }

  init(result: NumberResult, picture: GrayImage? = nil) { (self.result, self.picture) = (result, picture) }
}
