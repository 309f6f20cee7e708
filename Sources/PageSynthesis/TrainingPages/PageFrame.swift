import Imaging
import Synthesis

/// The pixels on which a page is made before it is enlarged or stretched to 96×96.
package struct PageFrame: Sendable, Equatable {
  /// 20 … 96 each.
  package var width: Int
  /// Height in pixels, 20 … 96.
  package var height: Int

  /// A frame of the given size; by default that of the finished page.
  package init(width: Int = TrainingPage.side, height: Int = TrainingPage.side) {
    (self.width, self.height) = (width, height)
  }

  /// Width and height.
  package var size: Point { Point(Float(width), Float(height)) }
  /// The middle of the frame, in its pixels.
  package var center: Point { size / 2 }
  /// Pixels of this frame for one of the finished page, along each axis.
  package var scale: Point { size / Float(TrainingPage.side) }
  /// The geometric mean of both scales: the factor from a length of the finished page to one in this frame.
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
