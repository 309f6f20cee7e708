import Imaging
import Platform

/// Where each pixel of the new image comes from in the old one: an affine map about the centre of 28×28.
/// All motions are composed first, so that the image is resampled only once.
package struct AffineMap: Equatable {
  /// Source column = `xx * x + xy * y + x0`, source row = `yx * x + yy * y + y0`; pixel centres have whole coordinates.
  package var xx, xy, x0, yx, yy, y0: Float

  /// The map that leaves every point where it is.
  package static let identity = AffineMap(xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0)

  /// The map with the given coefficients; `x0` and `y0` are in pixels.
  package init(xx: Float, xy: Float, x0: Float, yx: Float, yy: Float, y0: Float) {
    self.xx = xx
    self.xy = xy
    self.x0 = x0
    self.yx = yx
    self.yy = yy
    self.y0 = y0
  }

  /// The inverse of: scale by (`scaleX`, `scaleY`), shear by `shear` radians, rotate by `rotation` radians (clockwise
  /// on screen), then move by (`shiftX`, `shiftY`) pixels.
  package init(rotation: Float, shear: Float, scaleX: Float, scaleY: Float, shiftX: Float, shiftY: Float) {
    let cosine = cos(rotation)
    let sine = sin(rotation)
    let slant = tan(shear)
    // Inverse of rotation · shear · scale, written out.
    xx = (cosine + slant * sine) / scaleX
    xy = (sine - slant * cosine) / scaleX
    yx = -sine / scaleY
    yy = cosine / scaleY
    let centre = Float(DigitImage.side - 1) / 2
    x0 = centre - xx * (centre + shiftX) - xy * (centre + shiftY)
    y0 = centre - yx * (centre + shiftX) - yy * (centre + shiftY)
  }

  /// Draws one map within the settings.
  package init(_ settings: AugmentationSettings, using generator: inout SeededGenerator) {
    let radians = Float.pi / 180
    let angle = settings.rotation / 2 * generator.normal()
    self.init(
      rotation: min(max(angle, -settings.rotation), settings.rotation) * radians,
      shear: generator.uniform(-settings.shear...settings.shear) * radians,
      scaleX: 1 + generator.uniform(-settings.scale...settings.scale),
      scaleY: 1 + generator.uniform(-settings.scale...settings.scale),
      shiftX: generator.uniform(-settings.shift...settings.shift),
      shiftY: generator.uniform(-settings.shift...settings.shift))
  }

  /// The map that first does `first`, then this.
  package func after(_ first: Framing) -> AffineMap {
    AffineMap(
      xx: xx * first.step, xy: xy * first.step, x0: xx * first.x0 + xy * first.y0 + x0,
      yx: yx * first.step, yy: yy * first.step, y0: yx * first.x0 + yy * first.y0 + y0)
  }

  /// From the old image to the new one. Maps within the settings' ranges can always be inverted.
  var inverse: AffineMap {
    let scale = 1 / (xx * yy - xy * yx)
    let ixx = yy * scale
    let ixy = -xy * scale
    let iyx = -yx * scale
    let iyy = xx * scale
    return AffineMap(xx: ixx, xy: ixy, x0: -ixx * x0 - ixy * y0, yx: iyx, yy: iyy, y0: -iyx * x0 - iyy * y0)
  }
}

/// A change of size and place without rotation: `x` goes to `step * x + x0`, `y` to `step * y + y0`.
package struct Framing: Equatable {
  /// Source pixels for one pixel of the result.
  package var step: Float = 1
  /// The source column of the first pixel's centre.
  package var x0: Float = 0
  /// The source row of the first pixel's centre.
  package var y0: Float = 0

  /// The framing that changes nothing.
  package init() {}
}
