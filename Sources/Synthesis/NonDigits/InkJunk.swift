import Imaging

/// Ink masks that hold no writing: blobs, speckle, line grids and half pages, as a bad threshold leaves them.
enum InkJunk {
  static func draw(size: Int, using generator: inout SeededGenerator) -> GrayImage {
    var image: GrayImage
    switch Int(generator.unit() * 4) {
    case 0: image = blobs(size: size, using: &generator)
    case 1: image = speckle(size: size, using: &generator)
    case 2: image = grid(size: size, using: &generator)
    default: image = halfPage(size: size, using: &generator)
    }
    // A mark in the middle where chance has left none.
    if !image.pixels.contains(where: { $0 > 127 }) {
      for x in size / 4..<3 * size / 4 { image[x, size / 2] = 255 }
    }
    return image
  }

  /// Smooth noise above a level, over the whole square or fading from its middle.
  private static func blobs(size: Int, using generator: inout SeededGenerator) -> GrayImage {
    let (coarse, fine) = (ValueNoise(using: &generator), ValueNoise(using: &generator))
    let side = Float(size) * generator.uniform(0.08...0.3)
    let roughness = generator.uniform(0...0.5)
    let level = generator.uniform(0.45...0.65)
    return image(size: size) { x, y in
      let value = coarse[x / side, y / side] + roughness * (fine[4 * x / side, 4 * y / side] - 0.5)
      return value > level
    }
  }

  /// Grains, alone or in a cloud.
  private static func speckle(size: Int, using generator: inout SeededGenerator) -> GrayImage {
    var image = GrayImage(width: size, height: size, filledWith: 0)
    let center = Point(generator.uniform(0.3...0.7), generator.uniform(0.3...0.7)) * Float(size)
    let spread = generator.uniform(0.1...0.5) * Float(size)
    let grain = max(1, Int(Float(size) * generator.uniform(0.02...0.07)))
    for _ in 0..<Int(generator.uniform(6...90)) {
      let place = center + spread * Point(generator.bell(), generator.bell())
      for y in 0..<grain {
        for x in 0..<grain {
          let (column, row) = (Int(place.x.rounded()) + x, Int(place.y.rounded()) + y)
          if (0..<size).contains(column), (0..<size).contains(row) { image[column, row] = 255 }
        }
      }
    }
    return image
  }

  /// Ruled or squared paper, its lines broken in places; never a single upright line.
  private static func grid(size: Int, using generator: inout SeededGenerator) -> GrayImage {
    let pitch = Float(size) * generator.uniform(0.15...0.4)
    let width = max(1, pitch * generator.uniform(0.08...0.3))
    let tilt = generator.uniform(-0.15...0.15)
    let isSquared = generator.unit() < 0.6
    let gaps = ValueNoise(using: &generator)
    let broken = generator.uniform(0...0.45)
    return image(size: size) { x, y in
      let (across, down) = (x - tilt * y, y + tilt * x)
      let onLine = (down + 100 * pitch).truncatingRemainder(dividingBy: pitch) < width
      let onOther = isSquared && (across + 100 * pitch).truncatingRemainder(dividingBy: pitch) < width
      return (onLine || onOther) && gaps[x / pitch * 1.5, y / pitch * 1.5] > broken
    }
  }

  /// A dark side with a ragged edge, as of a shadow or the desk.
  private static func halfPage(size: Int, using generator: inout SeededGenerator) -> GrayImage {
    let edge = ValueNoise(using: &generator)
    let direction = Point(generator.uniform(-1...1), generator.uniform(-1...1))
    let ragged = generator.uniform(0.02...0.3)
    // What is upright and narrow is a 1 of a thick pen.
    let share = abs(direction.x) > abs(direction.y) ? generator.uniform(0.2...0.4) : generator.uniform(0.25...0.75)
    let length = max(direction.length, 0.1)
    let side = Float(size)
    return image(size: size) { x, y in
      let place = Point(x / side - 0.5, y / side - 0.5)
      return (place * direction).sum() / length + ragged * (edge[8 * x / side, 8 * y / side] - 0.5) > share - 0.5
    }
  }

  private static func image(size: Int, isInk: (Float, Float) -> Bool) -> GrayImage {
    var image = GrayImage(width: size, height: size, filledWith: 0)
    for y in 0..<size {
      for x in 0..<size where isInk(Float(x), Float(y)) { image[x, y] = 255 }
    }
    return image
  }
}
