extension GrayImage {
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

  /// The picture with a frame of one shade around it, `margin` pixels wide.
  package func padded(by margin: Int, with shade: UInt8) -> GrayImage {
    var padded = GrayImage(width: width + 2 * margin, height: height + 2 * margin, filledWith: shade)
    for y in 0..<height {
      let start = (y + margin) * padded.width + margin
      padded.pixels.replaceSubrange(start..<start + width, with: pixels[y * width..<(y + 1) * width])
    }
    return padded
  }

  /// The negative: every shade s becomes 255 − s.
  package func inverted() -> GrayImage {
    GrayImage(width: width, height: height, pixels: pixels.map { 255 - $0 })
  }
}
