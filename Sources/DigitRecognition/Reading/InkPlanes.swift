import ImageIngestion
import Imaging
import Platform

/// A window of 96×96 pixels as four planes of 48×48, each with one pixel of every 2×2 block: so the ink network works
/// at half the resolution and loses nothing (Shi et al., "Real-Time Single Image and Video Super-Resolution Using an
/// Efficient Sub-Pixel Convolutional Neural Network", 2016).
package enum InkPlanes {
  package static let pixelCount = InkWindow.resolution * InkWindow.resolution
  private static let half = InkWindow.resolution / 2

  /// `pixels` is row-major; `planes` is [4, 48, 48].
  package static func split(_ pixels: UnsafeBufferPointer<UInt8>, into planes: UnsafeMutableBufferPointer<UInt8>) {
    precondition(pixels.count == pixelCount && planes.count == pixelCount)
    split(pixels, width: InkWindow.resolution, into: planes)
  }

  /// `pixels` is row-major, with an even number of rows of `width`, which is even; `planes` is [4, rows / 2, width / 2].
  package static func split(
    _ pixels: UnsafeBufferPointer<UInt8>, width: Int, into planes: UnsafeMutableBufferPointer<UInt8>
  ) {
    precondition(pixels.count % (2 * width) == 0 && width % 2 == 0 && planes.count == pixels.count)
    var place = 0
    for plane in 0..<4 {
      for y in 0..<pixels.count / width / 2 {
        var source = (2 * y + plane / 2) * width + plane % 2
        for _ in 0..<width / 2 {
          planes[place] = pixels[source]
          place += 1
          source += 2
        }
      }
    }
  }

  /// Logits beyond this, on either side, make no other shade than 0 or 255.
  private static let surest: Float = 6.3

  /// Logits [4, 48, 48] as a picture: 0 surely paper … 255 surely ink.
  package static func joined(logits: [Float]) -> GrayImage {
    precondition(logits.count == pixelCount)
    var pixels = [UInt8](repeating: 0, count: pixelCount)
    var place = 0
    for plane in 0..<4 {
      for y in 0..<half {
        var target = (2 * y + plane / 2) * InkWindow.resolution + plane % 2
        for _ in 0..<half {
          pixels[target] = shade(logits[place])
          place += 1
          target += 2
        }
      }
    }
    return GrayImage(width: InkWindow.resolution, height: InkWindow.resolution, pixels: pixels)
  }

  private static func shade(_ logit: Float) -> UInt8 {
    if abs(logit) > surest { return logit < 0 ? 0 : 255 }
    return UInt8(255 / (1 + exp(-logit)) + 0.5)
  }
}
