import Imaging
import Synthesis

/// How the page is lit and what the camera does to it. Factors multiply the brightness of paper and ink alike.
public struct Light: Sendable {
  /// Brightness of a page in even light, 0 … 1.
  public var exposure: Float
  /// Change of brightness across the page, along each axis.
  public var slope: SIMD2<Float>
  /// Loss of brightness in the corners.
  public var vignette: Float
  /// The shadow that falls on the page, if one does.
  public var shadow: Shadow?
  /// Deviation of the sensor's noise, 0 … 1.
  public var noise: Float
  /// Radius of the blur in pixels.
  public var blur: Int

  /// The shadow of a hand or a head over the page: everything inside a large circle. Lengths are shares of the page's
  /// shorter side, places shares of its width and height.
  public struct Shadow: Sendable {
    /// The circle's middle, as shares of the page's width and height; it may lie outside.
    public var center: SIMD2<Float>
    /// The circle's radius, as a share of the page's shorter side.
    public var radius: Float
    /// Width of the half-shadow.
    public var softness: Float
    /// Loss of brightness inside, 0 … 1.
    public var depth: Float
  }

  /// A flat-bed scanner.
  public static let scanner = Light(exposure: 1, slope: [0, 0], vignette: 0, shadow: nil, noise: 0.008, blur: 0)

  /// Light with the given properties.
  public init(exposure: Float, slope: SIMD2<Float>, vignette: Float, shadow: Shadow?, noise: Float, blur: Int) {
    self.exposure = exposure
    self.slope = slope
    self.vignette = vignette
    self.shadow = shadow
    self.noise = noise
    self.blur = blur
  }

  /// A photograph in a room: uneven, darker towards the corners, now and then in the photographer's own shadow.
  public init(using generator: inout SeededGenerator) {
    exposure = generator.uniform(0.72...1)
    slope = [generator.uniform(-0.22...0.22), generator.uniform(-0.22...0.22)]
    vignette = generator.uniform(0...0.25)
    shadow = generator.unit() < 0.4 ? Shadow(using: &generator) : nil
    noise = generator.uniform(0.008...0.03)
    blur = Int(generator.unit() * 2)
  }

  /// Brightness at `place`, in shares of width and height.
  func brightness(at place: Point, aspect: Point) -> Float {
    let fromMiddle = place - Point(0.5, 0.5)
    var brightness = exposure * (1 + (slope * fromMiddle).sum())
    brightness *= 1 - vignette * 2 * (fromMiddle * fromMiddle).sum()
    if let shadow {
      let distance = ((place - shadow.center) * aspect).length - shadow.radius
      let share = min(max(0.5 - distance / shadow.softness, 0), 1)
      brightness *= 1 - shadow.depth * share * share * (3 - 2 * share)
    }
    return brightness
  }
}

extension Light.Shadow {
  /// A random shadow whose edge crosses the page.
  public init(using generator: inout SeededGenerator) {
    radius = generator.uniform(0.6...1.4)
    // The circle's middle lies off the page, so that one soft edge crosses it.
    let isLeft = generator.unit() < 0.5
    center = [isLeft ? generator.uniform(-0.7 ... -0.3) : generator.uniform(1.3...1.7), generator.uniform(0...1)]
    softness = generator.uniform(0.06...0.3)
    depth = generator.uniform(0.2...0.45)
  }
}
