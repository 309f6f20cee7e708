/// From interleaved samples to one grey byte for each pixel.
enum GrayConversion {
  /// Luma as in JPEG (ITU-R BT.601), in the 16-bit fixed point that libjpeg uses.
  @inline(__always)
  private static func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt32 {
    (UInt32(red) &* 19595 &+ UInt32(green) &* 38470 &+ UInt32(blue) &* 7471 &+ 32768) >> 16
  }

  /// `product / 255`, rounded; exact up to 255².
  @inline(__always)
  private static func dividedBy255(_ product: UInt32) -> UInt8 {
    let t = product &+ 128
    return UInt8(truncatingIfNeeded: (t &+ (t >> 8)) >> 8)
  }

  /// A transparent pixel shows white paper. Mixed as browsers and viewers do, on the stored values.
  @inline(__always)
  private static func onPaper(_ gray: UInt32, alpha: UInt8) -> UInt8 {
    dividedBy255(gray &* UInt32(alpha) &+ 255 &* (255 &- UInt32(alpha)))
  }

  /// From 1 grey, 2 grey and alpha, 3 RGB or 4 RGBA.
  static func gray(_ samples: [UInt8], channels: Int) -> [UInt8] {
    switch channels {
    case 2: fromGrayAlpha(samples)
    case 3: fromRGB(samples)
    case 4: fromRGBA(samples)
    default: samples
    }
  }

  /// The last of 2 or 4 channels.
  static func alpha(_ samples: [UInt8], channels: Int) -> [UInt8] {
    channels == 2 ? converted(samples, channels: 2) { $0[1] } : converted(samples, channels: 4) { $0[3] }
  }

  static func fromGrayAlpha(_ samples: [UInt8]) -> [UInt8] {
    converted(samples, channels: 2) { onPaper(UInt32($0[0]), alpha: $0[1]) }
  }

  static func fromRGB(_ samples: [UInt8]) -> [UInt8] {
    converted(samples, channels: 3) { UInt8(truncatingIfNeeded: luma($0[0], $0[1], $0[2])) }
  }

  static func fromRGBA(_ samples: [UInt8]) -> [UInt8] {
    converted(samples, channels: 4) { onPaper(luma($0[0], $0[1], $0[2]), alpha: $0[3]) }
  }

  /// Red, green and blue from RGB or RGBA.
  static func planes(_ samples: [UInt8], channels: Int) -> [[UInt8]] {
    (0..<3).map { channel in
      channels == 3
        ? converted(samples, channels: 3) { $0[channel] }
        : converted(samples, channels: 4) { onPaper(UInt32($0[channel]), alpha: $0[3]) }
    }
  }

  /// Without a colour profile: red is what cyan and black let through, and so on.
  /// Adobe's programs store the share let through (`inverted`), others the share of ink.
  static func fromCMYK(_ samples: [UInt8], inverted: Bool) -> [UInt8] {
    let flip: UInt8 = inverted ? 0 : 255
    return converted(samples, channels: 4) {
      dividedBy255(luma($0[0] ^ flip, $0[1] ^ flip, $0[2] ^ flip) &* UInt32($0[3] ^ flip))
    }
  }

  @inline(__always)
  private static func converted(
    _ samples: [UInt8],
    channels: Int,
    _ gray: (UnsafePointer<UInt8>) -> UInt8
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: samples.count / channels) { output, count in
      samples.withUnsafeBufferPointer { input in
        guard var source = input.baseAddress else { return }
        for index in 0..<(input.count / channels) {
          output[index] = gray(source)
          source += channels
        }
      }
      count = samples.count / channels
    }
  }
}
