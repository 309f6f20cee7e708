import Imaging

/// What the string network says of a strip, column by column.
package struct ColumnLogits: Sendable, Equatable {
  /// Columns; each is `NumberStrip.columnWidth` pixels of the strip wide.
  package let count: Int
  /// [`NumberSign.labelCount`, columns]: the logits of each label, one label after another.
  package let logits: [Float]
  /// [4, columns], in heights of a strip: how far the ink of the sign at a column reaches to the left and right of the
  /// column's middle, then its top and bottom row. nil where the network does not say.
  package let boxes: [Float]?

  /// Takes the network's outputs.
  package init(count: Int, logits: [Float], boxes: [Float]? = nil) {
    precondition(logits.count == NumberSign.labelCount * count && boxes?.count ?? 4 * count == 4 * count)
    (self.count, self.logits, self.boxes) = (count, logits, boxes)
  }

  /// The box of a sign whose likeliest column is `column`: what the network says, or where it says nothing of use, three
  /// columns to each side and the whole height.
  func placed(_ sign: NumberSign, column: Int) -> PlacedSign {
    let middle = Float(column * NumberStrip.columnWidth) + Float(NumberStrip.columnWidth) / 2
    let height = Float(NumberStrip.height)
    if let boxes {
      let side = (0..<4).map { height * boxes[$0 * count + column] }
      let (left, top, right, bottom) = (middle - side[0], side[2], middle + side[1], side[3])
      if left < right, top < bottom, right - left <= 2 * height, bottom - top <= 2 * height {
        return PlacedSign(sign, left: left, top: top, right: right, bottom: bottom)
      }
    }
    let reach = 3 * Float(NumberStrip.columnWidth)
    return PlacedSign(sign, left: middle - reach, top: 0, right: middle + reach, bottom: height)
  }
}
