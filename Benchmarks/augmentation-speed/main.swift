// Augmented images and training pages per second of one core, by the thread's CPU time, so that what else runs does not count.
import Augmentation
import Foundation
import ImageIngestion
import Imaging
import PageSynthesis
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

/// The median of 15 rounds, after a warm-up; each makes `count` of `unit`.
func measure(_ name: String, _ count: Int, _ unit: String, round: (_ epoch: Int) -> Void) {
  var rates: [Double] = []
  for epoch in 0..<16 {
    let start = threadSeconds()
    round(epoch)
    rates.append(Double(count) / (threadSeconds() - start))
  }
  rates.removeFirst()
  rates.sort()
  let (median, slowest, fastest) = (Int(rates[7]), Int(rates[0]), Int(rates[14]))
  print("\(name): \(median) \(unit)/s per core (\(slowest) to \(fastest))")
}

func measure(_ name: String, _ settings: AugmentationSettings) {
  var augmenter = Augmenter(settings: settings)
  var output = DigitImage()
  measure(name, digits.count, "img") { epoch in
    for (index, digit) in digits.enumerated() {
      var generator = SeededGenerator(seed: 1, epoch: epoch, index: index)
      digit.pixels.withUnsafeBufferPointer { input in
        output.pixels.withUnsafeMutableBufferPointer { augmenter.augment(input, into: $0, using: &generator) }
      }
    }
  }
}

func measurePages(_ name: String, _ synthesizer: TrainingPageSynthesizer) {
  var synthesizer = synthesizer
  var picture = [UInt8](repeating: 0, count: TrainingPage.pixelCount)
  var ink = picture
  measure(name, digits.count, "pages") { epoch in
    for index in digits.indices {
      var generator = SeededGenerator(seed: 1, epoch: epoch, index: index)
      picture.withUnsafeMutableBufferPointer { picture in
        ink.withUnsafeMutableBufferPointer { ink in
          _ = synthesizer.page(picture: picture, ink: ink, using: &generator)
        }
      }
    }
  }
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
measurePages("training pages, drawn digits", TrainingPageSynthesizer())
measurePages(
  "training pages, half from 28×28",
  TrainingPageSynthesizer(digits: digits.flatMap(\.pixels), labels: digits.indices.map { UInt8($0 % 10) }))
