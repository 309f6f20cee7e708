import Imaging
import PageSynthesis

/// Whether a reader could find a sign's ink in a finished strip.
struct SignContrast {
  /// Grey levels between the ink of a sign and what is around it, at the least.
  private static let floor: Float = 7
  /// Columns beside the sign that count as around it.
  private static let reach = 4

  /// Mean grey level of what is around the ink, less that of the ink.
  private(set) var difference: Float = 0
  /// Standard deviation of what is around the ink, in grey levels.
  private(set) var unrest: Float = 0

  /// Neither too faint for any paper, nor for this one. Of a point or a comma a trace is enough: the gap around it tells the
  /// rest.
  private func shows(_ sign: NumberSign) -> Bool {
    let share: Float = sign == .point || sign == .comma ? 0.4 : 1
    return abs(difference) >= share * max(Self.floor, 0.85 * unrest)
  }

  /// Whether each of `signs` can be seen, all of them darker or all of them lighter than the paper.
  static func areVisible(_ signs: [PlacedSign], in picture: UnsafeMutableBufferPointer<UInt8>, _ cover: Plane) -> Bool {
    var isDark: Bool?
    return signs.allSatisfy { sign in
      let contrast = SignContrast(of: sign, in: picture, cover)
      let isDarker = contrast.difference > 0
      guard contrast.shows(sign.sign), isDark == nil || isDark == isDarker else { return false }
      isDark = isDarker
      return true
    }
  }

  /// Compares the pixels of `sign` in `picture` by all ink, which `cover` holds in the frame on which the strip was made.
  private init(of sign: PlacedSign, in picture: UnsafeMutableBufferPointer<UInt8>, _ cover: Plane) {
    let across = cover.width * 256 / NumberStrip.trainingWidth
    let down = cover.height * 256 / NumberStrip.height
    let columns = max(Int(sign.left) - Self.reach, 0)..<min(Int(sign.right) + Self.reach, NumberStrip.trainingWidth)
    let rows = max(Int(sign.top), 0)..<min(Int(sign.bottom) + 1, NumberStrip.height)
    var (inked, ink): (Float, Float) = (0, 0)
    var (count, sum, squares) = (0, 0, 0)
    cover.values.withUnsafeBufferPointer { cover in
      for y in rows {
        let row = (y * down + down / 2) / 256 * Plane.rowLength
        for x in columns {
          let covered = cover[row + (x * across + across / 2) / 256]
          let shade = Int(picture[y * NumberStrip.trainingWidth + x])
          if covered > 0.2 {
            inked += covered
            ink += covered * Float(shade)
          } else if covered < 0.05 {
            count += 1
            sum += shade
            squares += shade * shade
          }
        }
      }
    }
    guard inked > 0, count > 0 else { return }
    let mean = Float(sum) / Float(count)
    difference = mean - ink / inked
    unrest = max(Float(squares) / Float(count) - mean * mean, 0).squareRoot()
  }
}
