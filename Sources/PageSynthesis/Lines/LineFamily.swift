import Platform
import Synthesis

/// Endless parallel lines at even distances.
package struct LineFamily: Sendable {
  /// Across the lines, of length 1.
  var normal: Point
  /// Distance from the origin to one of the lines.
  var offset: Float
  /// From line to line, in pixels.
  var pitch: Float
  /// Width of a line in pixels.
  var weight: Float
  /// How the lines swing; straight ones by default.
  package var wave = Wave()

  /// Straight lines; `normal` has the length 1, the other lengths are in pixels.
  package init(normal: SIMD2<Float>, offset: Float, pitch: Float, weight: Float) {
    self.normal = normal
    self.offset = offset
    self.pitch = pitch
    self.weight = weight
  }

  /// How far the lines swing.
  package struct Wave: Sendable {
    /// Pixels; 0 makes straight lines.
    var amplitude: Float = 0
    /// Swings across the page.
    var count: Float = 1
    var phase: Float = 0

    /// A wave of so many pixels to each side, with so many swings across the page; none by default.
    package init(amplitude: Float = 0, count: Float = 1, phase: Float = 0) {
      (self.amplitude, self.count, self.phase) = (amplitude, count, phase)
    }
  }

  /// How coverage is added to what is there.
  package enum Combination: Sendable {
    case union, intersection
  }
}

extension Plane {
  /// Draws `lines`, 0 paper … 1 line. Where they would be finer than a pixel they cover less.
  package mutating func cover(with lines: LineFamily, _ combination: LineFamily.Combination = .union) {
    let (columns, inverse) = (width, 1 / lines.pitch)
    let step = lines.normal.x * inverse
    let reach = max(lines.weight, 1) / 2 + 0.5
    let most = min(lines.weight, 1)
    // Added and taken away again it rounds to whole numbers.
    let rounding: Float = 0x1.8p23
    let swings = LineSwings(lines, columns: columns, rows: height)
    swings.across.withUnsafeBufferPointer { across in
      updateRows { y, row in
        let start = ((Float(y) + 0.5) * lines.normal.y - lines.offset + swings.down[y]) * inverse
        switch combination {
        case .union:
          for x in 0..<columns {
            let place = start + step * (Float(x) + 0.5) + across[x] * inverse
            let distance = abs(place - ((place + rounding) - rounding)) * lines.pitch
            row[x] = max(row[x], min(max(reach - distance, 0), 1) * most)
          }
        case .intersection:
          for x in 0..<columns {
            let place = start + step * (Float(x) + 0.5) + across[x] * inverse
            let distance = abs(place - ((place + rounding) - rounding)) * lines.pitch
            row[x] *= min(max(reach - distance, 0), 1) * most
          }
        }
      }
    }
  }
}

/// The displacement of wavy lines in each column and row, in pixels.
private struct LineSwings {
  var across = [Float](repeating: 0, count: Plane.rowLength)
  var down = [Float](repeating: 0, count: Plane.rowLength)

  init(_ lines: LineFamily, columns: Int, rows: Int) {
    guard lines.wave.amplitude > 0 else { return }
    let wave = lines.wave
    let turn = 2 * Float.pi * wave.count
    for x in 0..<columns {
      across[x] = wave.amplitude * abs(lines.normal.y) * sin(turn * Float(x) / Float(columns) + wave.phase)
    }
    for y in 0..<rows {
      down[y] = wave.amplitude * abs(lines.normal.x) * sin(turn * Float(y) / Float(rows) + wave.phase)
    }
  }
}
