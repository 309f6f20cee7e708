import Imaging

/// A page before it is written on: its size, its paper, the light, and where a digit will go.
public struct Page: Sendable {
  /// Width in pixels.
  public var width: Int
  /// Height in pixels.
  public var height: Int
  /// The paper.
  public var paper: Paper
  /// The light and the camera.
  public var light: Light
  /// The colour of the ink.
  public var ink: Color
  /// Height of the digit as a share of the page's shorter side.
  public var digitSize: Float
  /// Middle of the digit, as shares of the width and height.
  public var digitCenter: SIMD2<Float>
  /// Marks that lie on the paper under the ink, from the lowest on.
  public var marks: [Mark] = []
  /// Digits beside the digit, in the same hand and size.
  public var neighbours: [Neighbour] = []

  /// A digit that stands beside the one to be read.
  public struct Neighbour: Sendable {
    /// 0 … 9.
    public var digit: Int
    /// The digit's middle, as shares of the page's width and height; the frame may cut the digit.
    public var center: SIMD2<Float>

    /// The digit whose middle is at `center`, in shares of the page's width and height.
    public init(digit: Int, center: SIMD2<Float>) {
      (self.digit, self.center) = (digit, center)
    }
  }

  /// Blue ink.
  public static let blue: Color = [0.10, 0.18, 0.55]
  /// Black ink.
  public static let black: Color = [0.08, 0.08, 0.09]
  /// Red ink.
  public static let red: Color = [0.72, 0.12, 0.12]
  /// Pencil.
  public static let graphite: Color = [0.30, 0.30, 0.32]
  /// Chalk, for dark boards.
  public static let chalk: Color = [0.95, 0.95, 0.92]

  /// The range from which `digitSize` is sampled.
  public static let digitSizes: ClosedRange<Float> = 0.1...0.8

  /// Plain white paper under the given light, the digit in the middle.
  public init(width: Int, height: Int, paper: Paper = .white, light: Light = .scanner, ink: Color = Page.black) {
    self.width = width
    self.height = height
    self.paper = paper
    self.light = light
    self.ink = ink
    digitSize = 0.7
    digitCenter = [0.5, 0.5]
  }

  /// A random page as cameras see them; the digit is anywhere that it fits.
  public init(width: Int, height: Int, using generator: inout SeededGenerator) {
    let papers: [Paper] = [.white, .white, .cream, .gray, .yellowNote, .pinkNote, .greenForm, .cardboard]
    let inks = [Page.blue, Page.black, Page.graphite, Page.red]
    let isBoard = generator.unit() < 0.1
    let paper = isBoard ? Paper.blackboard : papers[Int(generator.unit() * Float(papers.count))]
    let ink = isBoard ? Page.chalk : inks[Int(generator.unit() * Float(inks.count))]
    self.init(width: width, height: height, paper: paper, light: Light(using: &generator), ink: ink)
    if !isBoard && generator.unit() < 0.4 {
      self.paper.ruling = Ruling(
        isSquared: generator.unit() < 0.5,
        pitch: generator.uniform(0.08...0.5),
        lineWidth: generator.uniform(0.01...0.05),
        tilt: generator.uniform(-0.06...0.06),
        strength: generator.uniform(0.2...0.8)
      )
    }
    digitSize = generator.uniform(Self.digitSizes)
    placeDigit(using: &generator)
  }

  /// Puts the digit anywhere that it fits.
  public mutating func placeDigit(using generator: inout SeededGenerator) {
    let shorterSide = Float(min(width, height))
    let reach = digitSize * shorterSide / 2
    let (horizontal, vertical) = (reach / Float(width), reach / Float(height))
    digitCenter = [
      generator.uniform(horizontal...1 - horizontal), generator.uniform(vertical...1 - vertical),
    ]
  }
}
