import Imaging

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

  /// Each pixel is the mean of the whole source pixels that begin in it.
  private func reduced(toLongest side: Int) -> GrayImage {
    let longest = max(width, height)
    var result = GrayImage(width: max(1, width * side / longest), height: max(1, height * side / longest))
    for y in 0..<result.height {
      let rows = y * height / result.height..<(y + 1) * height / result.height
      for x in 0..<result.width {
        let columns = x * width / result.width..<(x + 1) * width / result.width
        result[x, y] = mean(rows: rows, columns: columns)
      }
    }
    return result
  }

  private func mean(rows: Range<Int>, columns: Range<Int>) -> UInt8 {
    var sum = 0
    for y in rows {
      for x in columns {
        sum += Int(self[x, y])
      }
    }
    let count = rows.count * columns.count
    return UInt8((sum + count / 2) / count)
  }
}
