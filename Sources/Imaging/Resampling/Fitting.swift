extension GrayImage {
  /// The picture at the largest size that fits into `side` × `side`, its aspect kept: reduced by area averaging,
  /// or enlarged by whole factors so that its pixels stay sharp.
  package func fitted(into side: Int) -> GrayImage {
    let longest = max(width, height)
    guard longest > 0 else { return self }
    return longest <= side ? enlarged(by: side / longest) : reduced(toLongest: side)
  }

  private func enlarged(by factor: Int) -> GrayImage {
    var result = GrayImage(width: width * factor, height: height * factor)
    for y in 0..<result.height {
      for x in 0..<result.width {
        result[x, y] = self[x / factor, y / factor]
      }
    }
    return result
  }

  private func reduced(toLongest side: Int) -> GrayImage {
    let longest = max(width, height)
    guard width > 0, height > 0 else { return self }
    var means = CellMeans(
      width: width, height: height, columns: max(1, width * side / longest), rows: max(1, height * side / longest))
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        means.add(UnsafeBufferPointer(rebasing: pixels[y * width..<(y + 1) * width]), row: y)
      }
    }
    return means.image
  }
}
