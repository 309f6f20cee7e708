import Imaging
import Synthesis

/// The pixels on which a page is made before it is enlarged or stretched to 96×96.
package struct PageFrame: Sendable, Equatable {
  /// 20 … 96 each.
  package var width: Int
  package var height: Int

  package init(width: Int = TrainingPage.side, height: Int = TrainingPage.side) {
    (self.width, self.height) = (width, height)
  }

  package var size: Point { Point(Float(width), Float(height)) }
  package var center: Point { size / 2 }
  /// Pixels of this frame for one of the finished page, along each axis.
  package var scale: Point { size / Float(TrainingPage.side) }
  /// The same without direction: what a length of the finished page is multiplied by.
  package var unit: Float { (scale.x * scale.y).squareRoot() }
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
