import Imaging
import Platform

/// How far a network of lines is from what is written: connectionist temporal classification of its columns; where the
/// places of the signs are known, also the cross-entropy of the class in the column of each sign's middle, which keeps
/// the network from naming a sign late, and the distance of the boxes that it gives there.
package struct LineLoss {
  /// The weight of the cross-entropy in the middles beside that of the alignment.
  package static let middleWeight: Float = 0.5
  /// The weight of the sum over a box's four distances, in strip heights.
  package static let boxWeight: Float = 1
  /// Distances below it count by their square (Girshick, "Fast R-CNN", 2015), in strip heights.
  private static let smoothReach: Float = 0.02

  private var alignment = AlignmentLoss()
  private var probabilities: [Float] = []
  private var posteriors: [Float] = []
  private var labels: [UInt8] = []

  package init() {}

  /// The sum over images. `logits` are [N, K, 1, T], `boxes` [N, 4, 1, T]; `truths` holds `LineTruth.byteCount` bytes for
  /// each image. The gradients are those of the sum times `scale`.
  package mutating func sum(
    logits: UnsafeMutableBufferPointer<Float>, boxes: UnsafeMutableBufferPointer<Float>,
    truths: UnsafeBufferPointer<UInt8>, classes: Int, scale: Float,
    gradients: (logits: UnsafeMutableBufferPointer<Float>, boxes: UnsafeMutableBufferPointer<Float>)
  ) -> Double {
    let images = truths.count / LineTruth.byteCount
    let columns = logits.count / images / classes
    gradients.logits.update(repeating: 0)
    gradients.boxes.update(repeating: 0)
    var loss = 0.0
    for image in 0..<images {
      let bytes = image * LineTruth.byteCount..<(image + 1) * LineTruth.byteCount
      let truth = LineTruth(UnsafeBufferPointer(rebasing: truths[bytes]))
      func part(_ buffer: UnsafeMutableBufferPointer<Float>, _ rows: Int) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(rebasing: buffer[image * rows * columns..<(image + 1) * rows * columns])
      }
      loss += classLoss(
        part(logits, classes), truth, columns: columns, scale: scale, gradient: part(gradients.logits, classes))
      loss += Self.boxLoss(part(boxes, 4), truth, columns: columns, scale: scale, gradient: part(gradients.boxes, 4))
    }
    return loss
  }

  private mutating func classLoss(
    _ logits: UnsafeMutableBufferPointer<Float>, _ truth: LineTruth, columns: Int, scale: Float,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let classes = logits.count / columns
    setProbabilities(logits, columns: columns, classes: classes)
    labels = truth.marks.map(\.label)
    var loss = 0.0
    if let aligned = alignment.loss(
      of: labels, probabilities: probabilities, classes: classes, posteriors: &posteriors)
    {
      loss += aligned
      for column in 0..<columns {
        for label in 0..<classes {
          let place = column * classes + label
          gradient[label * columns + column] = scale * (probabilities[place] - posteriors[place])
        }
      }
    }
    for (index, mark) in truth.marks.enumerated() where Self.ownsColumn(index, truth.marks, columns) {
      let weight = scale * Self.middleWeight
      loss -= Double(Self.middleWeight * log(max(probabilities[mark.column * classes + Int(mark.label)], 1e-12)))
      for label in 0..<classes {
        let target: Float = label == Int(mark.label) ? 1 : 0
        gradient[label * columns + mark.column] += weight * (probabilities[mark.column * classes + label] - target)
      }
    }
    return loss
  }

  /// Softmax of each column, columns × classes.
  private mutating func setProbabilities(_ logits: UnsafeMutableBufferPointer<Float>, columns: Int, classes: Int) {
    if probabilities.count != logits.count { probabilities = [Float](repeating: 0, count: logits.count) }
    for column in 0..<columns {
      var largest = -Float.infinity
      for label in 0..<classes { largest = max(largest, logits[label * columns + column]) }
      var sum: Float = 0
      for label in 0..<classes {
        let value = exp(logits[label * columns + column] - largest)
        probabilities[column * classes + label] = value
        sum += value
      }
      for label in 0..<classes { probabilities[column * classes + label] /= sum }
    }
  }

  /// Whether the middle of a mark is known, and in a column in which no other mark has its middle.
  private static func ownsColumn(_ index: Int, _ marks: [LineTruth.Mark], _ columns: Int) -> Bool {
    guard marks[index].isPlaced, marks[index].column < columns else { return false }
    return !marks.indices.contains { $0 != index && marks[$0].isPlaced && marks[$0].column == marks[index].column }
  }

  /// The distances that the network is to give in a column: from its middle to the left and the right edge of the box,
  /// then the rows of the upper and the lower edge, all in strip heights.
  private static func distances(of mark: LineTruth.Mark, at column: Int) -> [Float] {
    let middle = (Float(column) + 0.5) * Float(NumberStrip.columnWidth)
    return [middle - Float(mark.left), Float(mark.right) - middle, Float(mark.top), Float(mark.bottom)]
      .map { $0 / Float(NumberStrip.height) }
  }

  private static func boxLoss(
    _ boxes: UnsafeMutableBufferPointer<Float>, _ truth: LineTruth, columns: Int, scale: Float,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    var loss = 0.0
    for (index, mark) in truth.marks.enumerated() where ownsColumn(index, truth.marks, columns) {
      for (edge, wanted) in distances(of: mark, at: mark.column).enumerated() {
        let place = edge * columns + mark.column
        let error = boxes[place] - wanted
        let isSmall = abs(error) < smoothReach
        loss += Double(boxWeight * (isSmall ? error * error / (2 * smoothReach) : abs(error) - smoothReach / 2))
        gradient[place] = scale * boxWeight * (isSmall ? error / smoothReach : error < 0 ? -1 : 1)
      }
    }
    return loss
  }
}
