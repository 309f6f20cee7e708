import Imaging

extension DigitImage {
  /// How much the digit differs from its mirror images, left for right and top for bottom: 0 not at all … 1 wholly. The
  /// larger of both counts. Printed rings and boxes stay below 0.25; one written 0 in twenty does.
  package var mirrorDifference: Float {
    let box = inkBox
    var across = 0
    var down = 0
    var total = 0
    for y in box.y..<box.maxY {
      for x in box.x..<box.maxX {
        let shade = Int(pixels[y * Self.side + x])
        across += abs(shade - Int(pixels[y * Self.side + box.x + box.maxX - 1 - x]))
        down += abs(shade - Int(pixels[(box.y + box.maxY - 1 - y) * Self.side + x]))
        total += 2 * shade
      }
    }
    return total == 0 ? 1 : Float(max(across, down)) / Float(total)
  }

  /// Around all pixels that are a quarter ink or more.
  private var inkBox: PixelBox {
    let inked = pixels.indices.filter { pixels[$0] >= 64 }
    let (columns, rows) = (inked.map { $0 % Self.side }, inked.map { $0 / Self.side })
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(), let bottom = rows.max() else {
      return PixelBox(x: 0, y: 0, width: 0, height: 0)
    }
    return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }
}
