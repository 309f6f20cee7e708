import Imaging

/// What is written in a strip, as a network of lines is told in training: signs from left to right, with the boxes around
/// their ink where they are known. In bytes, so that it travels with the batch.
public struct LineTruth: Sendable, Equatable {
  /// A label with its box, in pixels of the strip; a box without width is unknown.
  public struct Mark: Sendable, Equatable {
    /// The sign's label, below that of blank.
    public var label: UInt8
    /// Columns `left ..< right` and rows `top ..< bottom`, each 0 … 255.
    public var left, top, right, bottom: UInt8

    /// A sign whose place is not known.
    public init(label: UInt8) { (self.label, left, top, right, bottom) = (label, 0, 0, 0, 0) }

    /// A sign and its box, as far as that lies in the strip.
    public init(_ placed: PlacedSign) {
      func bounded(_ value: Float) -> UInt8 { UInt8(min(max(value.rounded(), 0), 255)) }
      label = placed.sign.rawValue
      (left, right) = (bounded(placed.left), bounded(placed.right))
      (top, bottom) = (bounded(placed.top), bounded(placed.bottom))
    }

    var isPlaced: Bool { right > left }
    /// The column of the network's answer in which the box has its middle.
    var column: Int { (Int(left) + Int(right)) / 2 / NumberStrip.columnWidth }
  }

  /// More signs than a strip for training holds.
  public static let mostMarks = 24
  /// Bytes of one truth: the number of marks, then five bytes for each.
  public static let byteCount = 1 + 5 * mostMarks

  /// From left to right; those beyond `mostMarks` are not written.
  public var marks: [Mark]

  /// Takes the marks of a strip.
  public init(_ marks: [Mark]) { self.marks = marks }

  /// Reads what `write` wrote.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = min(Int(bytes[0]), Self.mostMarks)
    marks = (0..<count).map { index in
      let start = 1 + 5 * index
      var mark = Mark(label: bytes[start])
      (mark.left, mark.top, mark.right, mark.bottom) = (
        bytes[start + 1], bytes[start + 2], bytes[start + 3], bytes[start + 4]
      )
      return mark
    }
  }

  /// Writes `byteCount` bytes.
  public func write(to bytes: UnsafeMutableBufferPointer<UInt8>) {
    bytes.update(repeating: 0)
    bytes[0] = UInt8(min(marks.count, Self.mostMarks))
    for (index, mark) in marks.prefix(Self.mostMarks).enumerated() {
      let values = [mark.label, mark.left, mark.top, mark.right, mark.bottom]
      for (offset, value) in values.enumerated() { bytes[1 + 5 * index + offset] = value }
    }
  }
}
