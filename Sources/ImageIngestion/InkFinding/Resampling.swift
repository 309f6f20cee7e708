import Imaging

extension GrayImage {
  /// Averages blocks of `factor` × `factor` pixels; a remainder at the right and bottom is left out.
  package func reduced(by factor: Int) -> GrayImage {
    guard factor > 1 else { return self }
    let (newWidth, newHeight) = (max(1, width / factor), max(1, height / factor))
    let (blockWidth, blockHeight) = (min(factor, width), min(factor, height))
    let half = UInt32(blockWidth * blockHeight / 2)
    let reciprocal = 1 / Float(blockWidth * blockHeight)
    let reduced = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { output, count in
      pixels.withUnsafeBufferPointer { input in
        var sums = [UInt32](repeating: 0, count: newWidth)
        for y in 0..<newHeight {
          for x in 0..<newWidth { sums[x] = half }
          for row in y * factor..<y * factor + blockHeight {
            var source = row * width
            for x in 0..<newWidth {
              var sum: UInt32 = 0
              for offset in 0..<blockWidth { sum &+= UInt32(input[source &+ offset]) }
              sums[x] &+= sum
              source &+= factor
            }
          }
          for x in 0..<newWidth { output[y * newWidth + x] = UInt8(Float(sums[x]) * reciprocal) }
        }
      }
      count = newWidth * newHeight
    }
    return GrayImage(width: newWidth, height: newHeight, pixels: reduced)
  }

  /// The part of the picture inside `box`, which must lie within it.
  package func cropped(to box: PixelBox) -> GrayImage {
    var part: [UInt8] = []
    part.reserveCapacity(box.width * box.height)
    for y in box.y..<box.y + box.height {
      let start = y * width + box.x
      part.append(contentsOf: pixels[start..<start + box.width])
    }
    return GrayImage(width: box.width, height: box.height, pixels: part)
  }

  /// Black for white.
  package func inverted() -> GrayImage {
    GrayImage(width: width, height: height, pixels: pixels.map { 255 - $0 })
  }

  /// Bilinear enlargement by a whole factor, pixel centres aligned, edges repeated.
  package func enlarged(by factor: Int) -> GrayImage {
    guard factor > 1 else { return self }
    var result = GrayImage(width: width * factor, height: height * factor, filledWith: 0)
    let step = 1 / Float(factor)
    for y in 0..<result.height {
      let sourceY = max(0, (Float(y) + 0.5) * step - 0.5)
      let (y0, weightY) = (Int(sourceY), sourceY - Float(Int(sourceY)))
      let y1 = min(y0 + 1, height - 1)
      for x in 0..<result.width {
        let sourceX = max(0, (Float(x) + 0.5) * step - 0.5)
        let (x0, weightX) = (Int(sourceX), sourceX - Float(Int(sourceX)))
        let x1 = min(x0 + 1, width - 1)
        let top = Float(self[x0, y0]) * (1 - weightX) + Float(self[x1, y0]) * weightX
        let bottom = Float(self[x0, y1]) * (1 - weightX) + Float(self[x1, y1]) * weightX
        result[x, y] = UInt8(top * (1 - weightY) + bottom * weightY + 0.5)
      }
    }
    return result
  }
}
