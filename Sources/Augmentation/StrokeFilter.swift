import Imaging

/// Makes strokes thicker or thinner: grey dilation or erosion by a cross of five pixels, blended with the image.
package struct StrokeFilter: Sendable {
  private static let side = DigitImage.side
  /// Rows as they were before they were overwritten: the one above and the present one.
  private var above = [UInt8](repeating: 0, count: side)
  private var here = [UInt8](repeating: 0, count: side)

  package init() {}

  /// `amount` in -1 … 1: above 0 the image moves that share of the way to its dilation, below 0 to its erosion.
  /// `image` holds 784 values; outside it there is paper.
  package mutating func apply(amount: Float, to image: UnsafeMutableBufferPointer<UInt8>) {
    let side = Self.side
    let share = Int32(abs(amount) * 256)
    let dilates = amount > 0
    for x in 0..<side { above[x] = 0 }
    for y in 0..<side {
      let row = y * side
      for x in 0..<side { here[x] = image[row + x] }
      for x in 0..<side {
        let left = x > 0 ? here[x - 1] : 0
        let right = x < side - 1 ? here[x + 1] : 0
        let below = y < side - 1 ? image[row + side + x] : 0
        let value = here[x]
        let extreme =
          dilates
          ? max(max(max(left, right), max(above[x], below)), value)
          : min(min(min(left, right), min(above[x], below)), value)
        image[row + x] = UInt8(Int32(value) + (Int32(extreme) - Int32(value)) * share / 256)
      }
      swap(&above, &here)
    }
  }
}
