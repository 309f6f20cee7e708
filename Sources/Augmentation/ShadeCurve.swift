import Imaging
import Platform

/// Changes of shade: stretching to the full range, and gamma.
package struct ShadeCurve: Sendable {
  /// How many exponents there are, evenly spaced on a logarithmic scale.
  private static let exponents = 33
  /// For each exponent what becomes of each shade; none where gamma is 0.
  private let tables: [UInt8]

  /// Exponents from 1 / (1 + `gamma`) to 1 + `gamma`.
  package init(gamma: Float) {
    guard gamma > 0 else {
      tables = []
      return
    }
    tables = (0..<Self.exponents * 256).map { index in
      let place = Float(index / 256) / Float(Self.exponents - 1) * 2 - 1
      return UInt8((pow(Float(index % 256) / 255, pow(1 + gamma, place)) * 255).rounded())
    }
  }

  /// Raises the shades of `image` (784 values, as shares of 255) to an exponent that is drawn.
  package func applyGamma(to image: UnsafeMutableBufferPointer<UInt8>, using generator: inout SeededGenerator) {
    guard !tables.isEmpty else { return }
    let table = Int(generator.unit() * Float(Self.exponents)) * 256
    tables.withUnsafeBufferPointer { tables in
      for pixel in 0..<DigitImage.pixelCount { image[pixel] = tables[table + Int(image[pixel])] }
    }
  }

  /// Makes the peak of `image` (784 values) 255.
  package static func stretch(_ image: UnsafeMutableBufferPointer<UInt8>) {
    var peak: UInt8 = 0
    for pixel in 0..<DigitImage.pixelCount { peak = max(peak, image[pixel]) }
    // Fainter than an eighth is no digit any more.
    guard peak >= 32, peak < 255 else { return }
    // The factor less 1: shades up to the peak times it fit 16 bits.
    let gain = UInt16((255 - Int(peak)) * 256 / Int(peak) + 1)
    for pixel in 0..<DigitImage.pixelCount {
      let shade = UInt16(image[pixel])
      image[pixel] = UInt8(truncatingIfNeeded: min(255, shade &+ (shade &* gain) >> 8))
    }
  }
}
