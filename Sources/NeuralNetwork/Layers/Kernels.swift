import Imaging
import Platform

// Kernels of our own: small beside the convolutions, so plain Swift that the compiler vectorises.

/// 0 … 255 becomes 0 … 1.
package func scalePixels(_ pixels: UnsafeBufferPointer<UInt8>, into values: UnsafeMutableBufferPointer<Float>) {
  precondition(pixels.count <= values.count)
  for index in pixels.indices {
    values[index] = Float(pixels[index]) * (1 / 255)
  }
}

/// sum += values, element by element.
package func add(_ values: UnsafeMutableBufferPointer<Float>, to sum: UnsafeMutableBufferPointer<Float>) {
  precondition(values.count == sum.count)
  for index in sum.indices {
    sum[index] += values[index]
  }
}

/// For each value 0 (dropped) or 1 / (1 - rate).
package final class DropoutMask {
  private let rate: Float
  private let factors: UnsafeMutableBufferPointer<Float>

  /// A mask for `count` values, of which a share of `rate` (0 ..< 1) is dropped.
  package init(rate: Float, count: Int) {
    self.rate = rate
    factors = .allocate(capacity: count)
    factors.initialize(repeating: 1)
  }

  deinit { factors.deallocate() }

  /// Draws anew which values are dropped.
  package func draw(from generator: inout SeededGenerator) {
    let kept = 1 / (1 - rate)
    for index in factors.indices {
      factors[index] = generator.unit() < rate ? 0 : kept
    }
  }

  /// Multiplies by the mask.
  package func apply(
    to source: UnsafeMutableBufferPointer<Float>,
    giving destination: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(source.count == factors.count && destination.count == factors.count)
    for index in factors.indices {
      destination[index] = source[index] * factors[index]
    }
  }
}

/// Softmax and cross-entropy in one: returns the sum of the losses of `labels.count` rows of `classes` logits, and
/// writes the gradient of that sum times `scale` with respect to the logits.
///
/// `smoothing` is the share of each target that is spread evenly over all classes
/// (label smoothing, Szegedy et al., "Rethinking the Inception architecture", 2016); 0 for none.
package func softmaxCrossEntropy(
  logits: UnsafeMutableBufferPointer<Float>,
  labels: UnsafeBufferPointer<UInt8>,
  classes: Int,
  smoothing: Float = 0,
  scale: Float,
  gradient: UnsafeMutableBufferPointer<Float>
) -> Double {
  precondition(logits.count >= labels.count * classes && gradient.count >= labels.count * classes)
  let share = smoothing / Float(classes)
  var loss = 0.0
  for (row, label) in labels.enumerated() {
    let range = row * classes..<(row + 1) * classes
    var largest = logits[range.lowerBound]
    for index in range { largest = max(largest, logits[index]) }
    var sum: Float = 0
    for index in range {
      gradient[index] = exp(logits[index] - largest)
      sum += gradient[index]
    }
    let target = range.lowerBound + Int(label)
    loss += Double(log(sum) - (1 - smoothing) * (logits[target] - largest))
    if smoothing > 0 {
      for index in range { loss -= Double(share * (logits[index] - largest)) }
    }
    for index in range { gradient[index] = gradient[index] * (scale / sum) - scale * share }
    gradient[target] -= scale * (1 - smoothing)
  }
  return loss
}
