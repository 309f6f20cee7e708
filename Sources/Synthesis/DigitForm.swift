/// A point of a digit drawn one unit tall: x to the right, y down.
typealias Point = SIMD2<Float>

/// One way of writing a digit: the path of the pen's middle, before any hand has made it its own.
///
/// Of each digit there are the forms that the world's schools teach; several of them (the 1 with a flag and a foot,
/// the barred 7, the open 4) are rare or absent in MNIST.
public struct DigitForm: Sendable {
  /// 0 … 9.
  public let digit: Int
  public let name: String
  let strokes: [Stroke]

  /// What the pen draws between touching the paper and leaving it. Each run is a smooth curve that begins where the
  /// run before it ended; the pen turns sharply between runs.
  struct Stroke: Sendable {
    var runs: [[Point]]

    init(_ runs: [Point]...) {
      self.runs = runs
    }
  }

  init(_ digit: Int, _ name: String, _ strokes: Stroke...) {
    (self.digit, self.name, self.strokes) = (digit, name, strokes)
  }

  /// The forms of `digit` (0 … 9), commonest first.
  public static func forms(of digit: Int) -> [DigitForm] {
    byDigit[digit]
  }

  private static let byDigit: [[DigitForm]] = (0...9).map { digit in all.filter { $0.digit == digit } }

  /// Points on an ellipse, 30° apart, from the hour `start` of a clock face; counter-clockwise, as most hands draw.
  static func ring(around center: Point, _ radii: Point, from start: Int, hours: Int) -> [Point] {
    (0...hours).map { center + radii * clock[((start - $0) % 12 + 12) % 12] }
  }

  /// The hours of a clock face, from 12; constants, so that no platform's sine makes another drawing.
  private static let clock: [Point] = {
    let half: Float = 0.5
    let most: Float = 0.866_025_4
    return [
      [0, -1], [half, -most], [most, -half], [1, 0], [most, half], [half, most],
      [0, 1], [-half, most], [-most, half], [-1, 0], [-most, -half], [-half, -most],
    ]
  }()
}
