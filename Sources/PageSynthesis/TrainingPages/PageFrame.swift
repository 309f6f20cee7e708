import Imaging
import Synthesis

/// The pixels on which a page is made before it is enlarged or stretched to its finished size.
package struct PageFrame: Sendable, Equatable {
  /// 20 … 192 pixels.
  package var width: Int
  /// Height in pixels, 16 … 96.
  package var height: Int
  /// The size of the finished page, in pixels.
  package let finished: Point

  /// A frame of the given size for a page of 96×96; by default that of the finished page.
  package init(width: Int = TrainingPage.side, height: Int = TrainingPage.side) {
    (self.width, self.height) = (width, height)
    finished = Point(repeating: Float(TrainingPage.side))
  }

  /// A frame of the given size, in pixels, for a page that is as large as `page`.
  package init(width: Int, height: Int, of page: PageFrame) {
    (self.width, self.height, finished) = (width, height, page.size)
  }

  /// The frame of the finished page.
  package var whole: PageFrame { PageFrame(width: Int(finished.x), height: Int(finished.y), finished: finished) }

  /// A finished page of the given size, in pixels.
  package static func finished(width: Int, height: Int) -> PageFrame {
    PageFrame(width: width, height: height, finished: Point(Float(width), Float(height)))
  }

  private init(width: Int, height: Int, finished: Point) {
    (self.width, self.height, self.finished) = (width, height, finished)
  }

  /// Width and height.
  package var size: Point { Point(Float(width), Float(height)) }
  /// The middle of the frame, in its pixels.
  package var center: Point { size / 2 }
  /// Pixels of this frame for one of the finished page, along each axis.
  package var scale: Point { size / finished }
  /// The geometric mean of both scales: the factor from a length of the finished page to one in this frame.
  package var unit: Float { (scale.x * scale.y).squareRoot() }
  package var isFull: Bool { size == finished }

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
