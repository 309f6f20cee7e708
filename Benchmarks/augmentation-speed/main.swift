// Augmented images per second of one core, by the thread's CPU time, so that what else runs does not count.
import Augmentation
import Foundation
import ImageIngestion
import Imaging
import Synthesis

/// Drawn digits, normalised as those of scans are.
let digits = (0..<1_000).map { index in
  var generator = SeededGenerator(seed: 1, epoch: 0, index: index)
  let hand = HandStyle(using: &generator)
  let ink = StrokeSynthesizer.draw(digit: index % 10, style: hand, size: 80, using: &generator)
  return DigitNormalizer.normalize(ink: ink)
}

func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The median of 15 rounds over all digits, after a warm-up.
func measure(_ name: String, _ settings: AugmentationSettings) {
  var augmenter = Augmenter(settings: settings)
  var output = DigitImage()
  var rates: [Double] = []
  for epoch in 0..<16 {
    let start = threadSeconds()
    for (index, digit) in digits.enumerated() {
      var generator = SeededGenerator(seed: 1, epoch: epoch, index: index)
      digit.pixels.withUnsafeBufferPointer { input in
        output.pixels.withUnsafeMutableBufferPointer { augmenter.augment(input, into: $0, using: &generator) }
      }
    }
    rates.append(Double(digits.count) / (threadSeconds() - start))
  }
  rates.removeFirst()
  rates.sort()
  print("\(name): \(Int(rates[rates.count / 2])) img/s per core (\(Int(rates[0])) to \(Int(rates[rates.count - 1])))")
}

let everything = AugmentationSettings()
var settings = AugmentationSettings.none
(settings.rotation, settings.shift, settings.scale, settings.shear) =
  (everything.rotation, everything.shift, everything.scale, everything.shear)
measure("affine", settings)
(settings.elasticDisplacement, settings.elasticSigma) = (everything.elasticDisplacement, everything.elasticSigma)
measure("affine, elastic", settings)
settings.stroke = everything.stroke
measure("affine, elastic, stroke", settings)
settings.renormalization = everything.renormalization
measure("affine, elastic, stroke, renormalised", settings)
measure("everything", everything)
