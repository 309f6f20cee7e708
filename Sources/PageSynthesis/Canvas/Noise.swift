import Imaging

/// Bell-shaped noise, four values at a time: xorshift (Marsaglia, 2003) in each lane, and the sum of its four bytes.
struct NoiseSource {
  private var state: SIMD4<UInt32>

  init(using generator: inout SeededGenerator) {
    let (one, other) = (generator.next(), generator.next())
    state = SIMD4(
      UInt32(truncatingIfNeeded: one), UInt32(truncatingIfNeeded: one >> 32), UInt32(truncatingIfNeeded: other),
      UInt32(truncatingIfNeeded: other >> 32))
    // A lane of zero would stay zero.
    state |= SIMD4(repeating: 1)
  }

  /// Mean 0, deviation 1, never beyond ±3.5.
  @inline(__always)
  mutating func next() -> SIMD4<Float> {
    state ^= state &<< 13
    state ^= state &>> 17
    state ^= state &<< 5
    let bytes = SIMD4<UInt32>(repeating: 0x00FF_00FF)
    let pairs = (state & bytes) &+ (state &>> 8 & bytes)
    let sum = (pairs & 0xFFFF) &+ (pairs &>> 16)
    // As the lowest bits of a Float at 2^23, which needs no conversion.
    let float = unsafeBitCast(sum | 0x4B00_0000, to: SIMD4<Float>.self)
    return (float - (0x1p23 + 510)) * (1 / 147.8)
  }
}

extension Plane {
  /// Adds noise of standard deviation `deviation` to every pixel.
  package mutating func addNoise(_ deviation: Float, using generator: inout SeededGenerator) {
    var source = NoiseSource(using: &generator)
    let width = width
    updateRows { _, row in
      for x in stride(from: 0, to: width, by: 4) {
        let noise = source.next() * deviation
        for lane in 0..<4 { row[x + lane] += noise[lane] }
      }
    }
  }

  /// Multiplies by `base` + `amount` × the grid's value (-1 … 1).
  mutating func multiply(by grid: NoiseGrid, base: Float, amount: Float) {
    let (width, height) = (width, height)
    grid.rows.withUnsafeBufferPointer { grown in
      let step = Float(grid.rowCells) / Float(height)
      updateRows { y, row in
        let place = (Float(y) + 0.5) * step
        let whole = Int(place)
        let share = NoiseGrid.eased(place - Float(whole))
        let upper = whole * Plane.rowLength
        let lower = upper + Plane.rowLength
        for x in 0..<width {
          let value = grown[upper + x] + share * (grown[lower + x] - grown[upper + x])
          row[x] *= base + amount * value
        }
      }
    }
  }
}

/// A smooth random surface: random values (-1 … 1) on a coarse grid, eased between. The memory is reused.
struct NoiseGrid: Sendable {
  static let mostCells = 96

  private(set) var rowCells = 1
  /// Rows of the grid, already stretched along x, as far apart as those of a plane.
  fileprivate private(set) var rows = [Float](repeating: 0, count: (mostCells + 1) * Plane.rowLength)
  private var knots = [Float](repeating: 0, count: mostCells + 1)

  /// Draws a surface of `across` × `down` cells over `frame`.
  mutating func draw(across: Int, down: Int, over frame: PageFrame, using generator: inout SeededGenerator) {
    let (across, down) = (min(max(across, 1), Self.mostCells), min(max(down, 1), Self.mostCells))
    rowCells = down
    let step = Float(across) / Float(frame.width)
    rows.withUnsafeMutableBufferPointer { rows in
      knots.withUnsafeMutableBufferPointer { knots in
        for row in 0...down {
          for i in 0...across { knots[i] = generator.around(1) }
          for x in 0..<frame.width {
            let place = (Float(x) + 0.5) * step
            let whole = Int(place)
            let share = Self.eased(place - Float(whole))
            rows[row * Plane.rowLength + x] = knots[whole] + share * (knots[whole + 1] - knots[whole])
          }
        }
      }
    }
  }

  /// A step without corners.
  @inline(__always)
  static func eased(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}
