import Imaging

/// One picture on its way to a number, for people to look at.
package struct NumberAnalysis: Sendable {
  package var result: NumberResult
  /// The picture, upright; nil where there is none.
  package var picture: GrayImage?
  /// What the string network read, line by line; empty where there are no digits.
  package var strips: [NumberStrip] = []

  init(result: NumberResult, picture: GrayImage? = nil) { (self.result, self.picture) = (result, picture) }
}
