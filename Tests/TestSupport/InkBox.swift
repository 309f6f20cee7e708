import Imaging

/// Width and height of the smallest rectangle around every pixel above `threshold`.
package func inkBox(_ image: GrayImage, threshold: UInt8) -> (width: Int, height: Int) {
  let rows = (0..<image.height).filter { y in (0..<image.width).contains { image[$0, y] > threshold } }
  let columns = (0..<image.width).filter { x in (0..<image.height).contains { image[x, $0] > threshold } }
  guard let top = rows.first, let bottom = rows.last, let left = columns.first, let right = columns.last
  else { return (0, 0) }
  return (right - left + 1, bottom - top + 1)
}
