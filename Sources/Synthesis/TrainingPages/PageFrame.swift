import Imaging

/// The pixels on which a page is made before it is enlarged or stretched to 96×96.
package struct PageFrame: Sendable, Equatable {
  /// 20 … 96 each.
  package var width: Int
  package var height: Int

  package init(width: Int = TrainingPage.side, height: Int = TrainingPage.side) {
    (self.width, self.height) = (width, height)
  }

  var size: Point { Point(Float(width), Float(height)) }
  var center: Point { size / 2 }
  /// Pixels of this frame for one of the finished page, along each axis.
  var scale: Point { size / Float(TrainingPage.side) }
  /// The same without direction: what a length of the finished page is multiplied by.
  var unit: Float { (scale.x * scale.y).squareRoot() }
  var isFull: Bool { width == TrainingPage.side && height == TrainingPage.side }

  /// Anywhere in the frame.
  func place(using generator: inout SeededGenerator) -> Point {
    Point(generator.unit(), generator.unit()) * size
  }

  /// Small (20 … 40 pixels) with the chance `small`, stretched along one axis in every tenth other case.
  static func random(small: Float, using generator: inout SeededGenerator) -> PageFrame {
    var frame = PageFrame()
    if generator.unit() < small {
      frame.width = Int(generator.uniform(20...40.99))
      frame.height = frame.width
    } else if generator.unit() > 0.1 {
      return frame
    }
    guard !frame.isFull && generator.unit() < 0.5 || frame.isFull else { return frame }
    let shorter = max(20, Int(Float(frame.width) * generator.uniform(0.5...1)))
    if generator.unit() < 0.5 { frame.width = shorter } else { frame.height = shorter }
    return frame
  }
}

extension SeededGenerator {
  /// True with the chance `chance`.
  mutating func happens(_ chance: Float) -> Bool { unit() < chance }

  /// 0 ..< `count`.
  mutating func index(below count: Int) -> Int { min(Int(unit() * Float(count)), count - 1) }

  /// Uniform in ±`reach`.
  mutating func around(_ reach: Float) -> Float { uniform(-reach...reach) }

  /// One of `range`, its ends included.
  mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + index(below: range.count) }
}
