/// A rectangle of whole pixels: columns `x ..< x + width`, rows `y ..< y + height`.
public struct PixelBox: Sendable, Equatable {
  /// The left column, the top row, and the size, in pixels.
  public var x, y, width, height: Int

  /// The box with the given upper left corner and size.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

extension PixelBox {
  /// The first column to the right of the box.
  package var maxX: Int { x + width }
  /// The first row below the box.
  package var maxY: Int { y + height }
  /// The middle column, rounded down.
  package var middleX: Int { x + width / 2 }
  /// The middle row, rounded down.
  package var middleY: Int { y + height / 2 }
  /// The larger of width and height.
  package var longestSide: Int { max(width, height) }

  /// The same area in a picture whose sides are `factor` times as long.
  package func scaled(by factor: Int) -> PixelBox {
    PixelBox(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
  }

  /// The pixels that the box touches in a picture reduced by `factor`.
  package func reduced(by factor: Int) -> PixelBox {
    let (left, top) = (x / factor, y / factor)
    return PixelBox(
      x: left, y: top, width: (maxX + factor - 1) / factor - left, height: (maxY + factor - 1) / factor - top)
  }

  /// The box so many pixels further right and down; negative numbers move it left and up.
  package func moved(right: Int, down: Int) -> PixelBox {
    PixelBox(x: x + right, y: y + down, width: width, height: height)
  }

  /// The box with `margin` more pixels on each side.
  package func grown(by margin: Int) -> PixelBox {
    PixelBox(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  /// The part of the box that lies in `image`.
  package func clipped(to image: GrayImage) -> PixelBox {
    let (left, top) = (max(0, x), max(0, y))
    return PixelBox(x: left, y: top, width: min(image.width, maxX) - left, height: min(image.height, maxY) - top)
  }

  /// Whether the box reaches the edge of a picture of the given size, in pixels.
  package func reachesEdge(width pictureWidth: Int, height pictureHeight: Int) -> Bool {
    x <= 0 || y <= 0 || maxX >= pictureWidth || maxY >= pictureHeight
  }

  /// Whether the middle of `other` lies inside.
  package func holdsMiddle(of other: PixelBox) -> Bool {
    x..<maxX ~= other.middleX && y..<maxY ~= other.middleY
  }

  /// Whether three fifths of `other` or more lie inside.
  package func holdsMost(of other: PixelBox) -> Bool {
    sharedArea(with: other) * 5 >= 3 * other.width * other.height
  }

  private func sharedArea(with other: PixelBox) -> Int {
    max(0, min(maxX, other.maxX) - max(x, other.x)) * max(0, min(maxY, other.maxY) - max(y, other.y))
  }

  /// The smallest box that holds both; an empty box adds nothing but its corner.
  package func union(_ other: PixelBox) -> PixelBox {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PixelBox(
      x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// Whether all of `other` lies inside.
  package func contains(_ other: PixelBox) -> Bool {
    x <= other.x && y <= other.y && maxX >= other.maxX && maxY >= other.maxY
  }

  /// The number of empty columns or rows, whichever is more, between two boxes; 0 where they overlap.
  package func gap(to other: PixelBox) -> Int {
    max(0, max(x - other.maxX, other.x - maxX), max(y - other.maxY, other.y - maxY))
  }

  /// The area that both share, as a share of the area that they cover together, 0 … 1.
  package func overlap(with other: PixelBox) -> Float {
    let shared = sharedArea(with: other)
    return Float(shared) / Float(max(1, width * height + other.width * other.height - shared))
  }
}

extension Array {
  /// Rows from top to bottom, each from left to right, by where `box` says that an element lies.
  package func inReadingOrder(by box: (Element) -> PixelBox) -> [Element] {
    var rows: [[Element]] = []
    for element in sorted(by: { box($0).middleY < box($1).middleY }) {
      if let last = rows.last?.last, box(element).middleY < box(last).maxY, box(element).y < box(last).middleY {
        rows[rows.count - 1].append(element)
      } else {
        rows.append([element])
      }
    }
    return rows.flatMap { $0.sorted { box($0).x < box($1).x } }
  }
}
