import Platform

/// How far the logits of a mask are from the mask: for each image the mean binary cross-entropy of its pixels, and,
/// where it has ink, the soft Dice loss (Milletari, Navab and Ahmadi, "V-Net", 2016), which makes a thin stroke count
/// as much as a thick one.
package enum MaskLoss {
  /// The weight of the mask's binary cross-entropy in the loss that trains a mask and classes together.
  package static let crossEntropyWeight: Float = 1
  /// The weight of the mask's soft Dice loss.
  package static let diceWeight: Float = 1
  /// The weight of the cross-entropy of the classes.
  package static let classWeight: Float = 0.5

  /// Throws unless masks of this shape fill whole vectors.
  static func check(_ shape: [Int]) throws(NetworkError) {
    guard shape.reduce(1, *) % Lanes.scalarCount == 0 else {
      throw .unsupportedNetwork(
        detail: "masks of shape \(shape) cannot be trained; they need a multiple of \(Lanes.scalarCount) values"
      )
    }
  }

  /// The sum over `images`, which share `logits`, `targets` (0 … 1) and `gradient` evenly, one after another. The
  /// gradient is that of the sum times `scale`.
  package static func sum(
    logits: UnsafeBufferPointer<Float>,
    targets: UnsafeBufferPointer<Float>,
    images: Int,
    scale: Float,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let size = logits.count / max(images, 1)
    precondition(logits.count == images * size && targets.count == logits.count && gradient.count == logits.count)
    precondition(size % Lanes.scalarCount == 0)
    guard let logits = logits.baseAddress, let targets = targets.baseAddress, let gradient = gradient.baseAddress else {
      return 0
    }
    var loss = 0.0
    for start in stride(from: 0, to: images * size, by: size) {
      loss += Image(logits: logits + start, targets: targets + start, gradient: gradient + start, size: size)
        .loss(scale: scale)
    }
    return loss
  }
}

private typealias Lanes = SIMD8<Float>

/// One image's pixels.
private struct Image {
  let logits, targets: UnsafePointer<Float>
  let gradient: UnsafeMutablePointer<Float>
  let size: Int

  func loss(scale: Float) -> Double {
    let sums = probabilities()
    let ink = sums.targets
    let crossEntropyScale = MaskLoss.crossEntropyWeight / Float(size)
    let loss = crossEntropyScale * sums.crossEntropy
    guard ink > 0 else {
      turnIntoGradient(crossEntropy: scale * crossEntropyScale, dice: (0, 0))
      return Double(loss)
    }
    // 1 - 2 Σpt / (Σp + Σt) has the derivative 2 Σpt / (Σp + Σt)² - t × 2 / (Σp + Σt) with respect to p.
    let total = sums.probabilities + ink
    let overlap = 2 * sums.products / total
    let diceScale = scale * MaskLoss.diceWeight
    let dice = (constant: diceScale * overlap / total, slope: -2 * diceScale / total)
    turnIntoGradient(crossEntropy: scale * crossEntropyScale, dice: dice)
    return Double(loss + MaskLoss.diceWeight * (1 - overlap))
  }

  /// Leaves the probabilities of ink in `gradient`; returns the sums over the pixels.
  private func probabilities() -> (crossEntropy: Float, probabilities: Float, targets: Float, products: Float) {
    var (linear, logarithm) = (Lanes.zero, Lanes.zero)
    var sum = Lanes.zero
    var ink = Lanes.zero
    var products = Lanes.zero
    // The logarithms of 1 + e^-|x|, between 1 and 2, are summed as that of a product which cannot overflow.
    let stretch = 64 * Lanes.scalarCount
    for start in stride(from: 0, to: size, by: stretch) {
      var product = Lanes(repeating: 1)
      for index in stride(from: start, to: min(start + stretch, size), by: Lanes.scalarCount) {
        let (logit, target) = (Lanes(at: logits + index), Lanes(at: targets + index))
        let positive = logit .> 0
        let small = exponential(logit.replacing(with: -logit, where: positive))
        let inverse = 1 / (1 + small)
        let probability = (small * inverse).replacing(with: inverse, where: positive)
        product *= 1 + small
        linear += logit.replacing(with: 0, where: .!positive) - target * logit
        sum += probability
        ink += target
        products += probability * target
        probability.store(at: gradient + index)
      }
      for lane in 0..<Lanes.scalarCount { logarithm[lane] += log(product[lane]) }
    }
    return ((linear + logarithm).sum(), sum.sum(), ink.sum(), products.sum())
  }

  /// The gradient with respect to the logits, from that with respect to the probabilities: `dice` is a constant and a
  /// factor of the target.
  private func turnIntoGradient(crossEntropy: Float, dice: (constant: Float, slope: Float)) {
    for index in stride(from: 0, to: size, by: Lanes.scalarCount) {
      let (probability, target) = (Lanes(at: gradient + index), Lanes(at: targets + index))
      let throughDice = (dice.constant + dice.slope * target) * probability * (1 - probability)
      (crossEntropy * (probability - target) + throughDice).store(at: gradient + index)
    }
  }
}

extension SIMD8<Float> {
  fileprivate init(at pointer: UnsafePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
  }

  fileprivate func store(at pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
  }
}

/// e^x for x ≤ 0, to 2e-7 of its value; below e^-87 it stays there. 2^n is made of bits, the rest is a polynomial
/// (Cephes, `expf`).
private func exponential(_ value: Lanes) -> Lanes {
  let bounded = value.replacing(with: -87, where: value .< -87)
  // Adding 1.5 × 2^23 rounds to whole numbers, which then are the low bits.
  let magic: Float = 12_582_912
  let rounded = bounded * 1.442695041 + magic
  let whole = rounded - magic
  let rest = bounded - whole * 0.693359375 + whole * 2.12194440e-4
  var series = rest * 1.9875691500e-4 + 1.3981999507e-3
  series = series * rest + 8.3334519073e-3
  series = series * rest + 4.1665795894e-2
  series = series * rest + 1.6666665459e-1
  series = series * rest + 5.0000001201e-1
  series = series * rest * rest + rest + 1
  let bits = unsafeBitCast(rounded, to: SIMD8<Int32>.self) &- Int32(bitPattern: magic.bitPattern)
  return unsafeBitCast(unsafeBitCast(series, to: SIMD8<Int32>.self) &+ (bits &<< 23), to: Lanes.self)
}
