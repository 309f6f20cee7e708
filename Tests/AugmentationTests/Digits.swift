import Augmentation
import ImageIngestion
import Imaging
import Synthesis

extension DigitImage {
  /// A digit of random blobs, so that every part of a warp shows.
  static func random(seed: UInt64) -> DigitImage {
    var generator = SeededGenerator(seed: seed)
    var digit = DigitImage()
    for _ in 0..<60 {
      let (x, y) = (Int(generator.uniform(5...21)), Int(generator.uniform(5...21)))
      digit[x, y] = UInt8(generator.uniform(1...255))
      digit[x + 1, y] = UInt8(generator.uniform(1...255))
    }
    return digit
  }

  /// A digit of a pen no finer than one pixel, normalised as that of a scan is.
  static func drawn(_ digit: Int, seed: UInt64) -> DigitImage {
    var generator = SeededGenerator(seed: seed)
    var hand = HandStyle(using: &generator)
    (hand.penWidth, hand.nibContrast) = (max(hand.penWidth, 0.07), 0)
    return DigitNormalizer.normalize(
      ink: StrokeSynthesizer.draw(digit: digit, style: hand, size: 80, using: &generator))
  }

  /// What the settings make of it.
  func augmented(_ settings: AugmentationSettings, seed: UInt64) -> DigitImage {
    var augmenter = Augmenter(settings: settings)
    var generator = SeededGenerator(seed: seed)
    return augmenter.augment(self, using: &generator)
  }

  /// What remains after `change`.
  func changed(by change: (UnsafeMutableBufferPointer<UInt8>) -> Void) -> DigitImage {
    var result = self
    result.pixels.withUnsafeMutableBufferPointer { change($0) }
    return result
  }

  /// Outside there is paper.
  func shade(_ x: Int, _ y: Int) -> Double {
    (0..<28).contains(x) && (0..<28).contains(y) ? Double(self[x, y]) : 0
  }

  var padded: PaddedDigit {
    var result = PaddedDigit()
    pixels.withUnsafeBufferPointer { result.load($0) }
    return result
  }

  var ink: Double { pixels.reduce(0) { $0 + Double($1) } }

  /// The centre of mass, pixel centres at + 0.5.
  var centre: (x: Double, y: Double) {
    var (x, y) = (0.0, 0.0)
    for (index, shade) in pixels.enumerated() {
      x += Double(shade) * (Double(index % 28) + 0.5)
      y += Double(shade) * (Double(index / 28) + 0.5)
    }
    return (x / ink, y / ink)
  }

  /// The longer side, in pixels, of the box of what is darker than `threshold`.
  func longestSide(above threshold: UInt8) -> Int {
    let places = pixels.indices.filter { pixels[$0] > threshold }
    let (columns, rows) = (places.map { $0 % 28 }, places.map { $0 / 28 })
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(), let bottom = rows.max() else {
      return 0
    }
    return max(right - left, bottom - top) + 1
  }
}

extension AugmentationSettings {
  /// Nothing but what `change` sets.
  static func only(_ change: (inout AugmentationSettings) -> Void) -> AugmentationSettings {
    var settings = AugmentationSettings.none
    change(&settings)
    return settings
  }
}
