import Imaging
import PageSynthesis
import Synthesis

/// One difficulty each, as users meet it.
extension Recipe {
  static let hard: [(digit: Int, recipe: Recipe)] = inks + pens + crops + lines + edges + cameras

  private static let cyan: Color = [0.25, 0.75, 0.85]
  private static let orange: Color = [0.95, 0.65, 0.15]
  private static let paleRed: Color = [0.90, 0.38, 0.42]
  private static let palePencil: Color = [0.70, 0.70, 0.71]
  private static let printBlack: Color = [0.15, 0.15, 0.16]
  private static let glassBlack: Color = [0.06, 0.06, 0.07]
  private static let table: Color = [0.42, 0.29, 0.19]
  private static let skin: Color = [0.80, 0.58, 0.47]

  private init(
    _ name: String,
    on surface: Surface = .scan,
    _ pen: Pen = .ballpoint,
    _ ink: Color = Page.black,
    size: (width: Int, height: Int) = (160, 160),
    as format: FileFormat = .jpeg(quality: 80),
    spoil: @escaping @Sendable (inout Page) -> Void = { _ in }
  ) {
    self.init(name: name, surface: surface, pen: pen, ink: ink, size: size, format: format)
    self.spoil = spoil
  }

  private func digitSize(_ size: Float) -> Recipe {
    var recipe = self
    recipe.digitSize = size
    return recipe
  }

  private func penWidth(_ width: Float) -> Recipe {
    var recipe = self
    recipe.penWidth = width
    return recipe
  }

  private func form(_ name: String) -> Recipe {
    var recipe = self
    recipe.form = name
    return recipe
  }

  private static let inks: [(Int, Recipe)] = [
    (5, Recipe("pencil-faint", .pencil, palePencil)),
    (8, Recipe("pencil-faint-shadow", on: .shadow, .pencil, palePencil)),
    (2, Recipe("felt-cyan", on: .photo, .felt, cyan)),
    (8, Recipe("felt-orange", .felt, orange)),
    (3, Recipe("ballpoint-red-on-pink", on: .pinkNote, .ballpoint, paleRed)),
  ]

  private static let pens: [(Int, Recipe)] = [
    (2, Recipe("felt-very-thick", .felt).penWidth(0.26)),
    (7, Recipe("ballpoint-very-thin", on: .photo).penWidth(0.02)),
    (4, Recipe("hairline", .felt, size: (500, 400), as: .png(.bilevel)).digitSize(0.7).penWidth(0.005)),
    (1, Recipe("ballpoint-flag-and-foot", on: .photo, .ballpoint, Page.blue).form("flag and foot")),
    (7, Recipe("ballpoint-barred", on: .photo).form("barred")),
    (4, Recipe("pencil-open", on: .cream, .pencil, Page.graphite).form("open")),
  ]

  private static let crops: [(Int, Recipe)] = [
    (0, Recipe("felt-tight-crop", .felt, size: (52, 80), as: .png(.gray)) { $0.fillFrame(1.62) }),
    (
      9,
      Recipe("white-on-black-tight-crop", on: .slate, .felt, Page.chalk, size: (44, 70), as: .png(.gray)) {
        $0.fillFrame(1.65)
      }
    ),
    (3, Recipe("ballpoint-20-pixels", size: (20, 20), as: .png(.gray)) { $0.fillFrame(0.95) }.penWidth(0.1)),
    (
      6,
      Recipe("ballpoint-neighbours", on: .photo, .ballpoint, Page.blue, size: (130, 150)) { page in
        page.fillFrame(0.7)
        page.neighbours = [
          Page.Neighbour(digit: 2, center: [-0.04, 0.5]), Page.Neighbour(digit: 5, center: [1.04, 0.52]),
        ]
      }
    ),
    (
      4,
      Recipe("ballpoint-tiny", on: .photo, size: (900, 675), as: .jpeg(quality: 60)) { page in
        page.light.noise = 0.006
        page.light.blur = 0
        page.digitCenter = [0.36, 0.41]
      }
      .digitSize(0.06)
    ),
  ]

  private static let lines: [(Int, Recipe)] = [
    (
      9,
      Recipe("ballpoint-graph-paper", on: .photo, .ballpoint, Page.blue, size: (200, 200)) { page in
        page.paper.ruling = Ruling(isSquared: true, pitch: 0.16, lineWidth: 0.07, tilt: 0.02, strength: 0.6)
      }
    ),
    (
      1,
      Recipe("ballpoint-thick-lines", on: .photo, .ballpoint, Page.blue) { page in
        page.paper.ruling = Ruling(isSquared: false, pitch: 0.34, lineWidth: 0.08, tilt: 0.09, strength: 0.8)
      }
    ),
    (0, Recipe("ballpoint-box-touching") { $0.addBox(halfSize: [0.32, 0.275], lineWidth: 0.015, color: printBlack) }),
    (
      1,
      Recipe("ballpoint-box-tilted", on: .photo, .ballpoint, Page.blue) {
        $0.addBox(halfSize: [0.34, 0.38], tilt: -0.07, lineWidth: 0.025, color: printBlack)
      }
    ),
    (
      5,
      Recipe("pencil-table-cell", on: .photo, .pencil, Page.graphite) { page in
        page.marks = [
          Mark(from: [-0.1, 0.10], to: [1.1, 0.12], width: 0.012, color: printBlack),
          Mark(from: [-0.1, 0.88], to: [1.1, 0.90], width: 0.012, color: printBlack),
          Mark(from: [0.12, -0.1], to: [0.10, 1.1], width: 0.012, color: printBlack),
          Mark(from: [0.86, -0.1], to: [0.84, 1.1], width: 0.012, color: printBlack),
        ]
      }
    ),
  ]

  private static let edges: [(Int, Recipe)] = [
    (
      2,
      Recipe("ballpoint-scanner-border") { page in
        page.marks = [
          Mark(from: [0, -1], to: [0, 2], width: 0.2, color: glassBlack, strength: 1),
          Mark(from: [-1, 1], to: [2, 1], width: 0.09, color: glassBlack, strength: 1),
        ]
      }
    ),
    (
      8,
      Recipe("felt-page-edge", on: .photo, .felt, Page.blue, size: (220, 180)) {
        $0.marks = [Mark(from: [1.1, -1], to: [0.96, 2], width: 0.4, color: table, strength: 1)]
      }
    ),
    (
      3,
      Recipe("ballpoint-spiral-holes", on: .photo, size: (190, 170)) { page in
        page.marks = (0..<9).map { Mark(at: [0.07, 0.02 + 0.12 * Float($0)], width: 0.07, color: glassBlack) }
      }
    ),
    (
      6,
      Recipe("ballpoint-finger", on: .photo, .ballpoint, Page.blue, size: (240, 180)) {
        $0.marks = [Mark(from: [1.2, 1.2], to: [0.93, 0.88], width: 0.3, color: skin, strength: 1, softness: 0.06)]
      }
    ),
  ]

  private static let cameras: [(Int, Recipe)] = [
    (
      6,
      Recipe("ballpoint-hard-shadow", on: .photo, size: (220, 180)) { page in
        var generator = SeededGenerator(seed: 6)
        var shadow = Light.Shadow(using: &generator)
        shadow.center = [-0.3, 0.4]
        shadow.radius = 1.0
        shadow.softness = 0.012
        shadow.depth = 0.55
        page.light.shadow = shadow
      }
    ),
    (9, Recipe("felt-jpeg-blocks", on: .photo, .felt, Page.blue, as: .jpeg(quality: 8))),
    (0, Recipe("ballpoint-noise", on: .photo, size: (120, 120)) { $0.light.noise = 0.13 }),
    (5, Recipe("felt-blurred", on: .photo, .felt) { $0.light.blur = 5 }),
    (7, Recipe("felt-night", on: .dim, .felt, size: (140, 140)) { $0.light.exposure = 0.16 }),
  ]

  /// Nothing is written on these.
  static let blank: [Recipe] = [
    Recipe("blank-squared", on: .squared),
    Recipe("blank-shadow", on: .shadow),
    Recipe("blank-box") { $0.addBox(halfSize: [0.4, 0.4], tilt: 0.02, lineWidth: 0.015, color: printBlack) },
    Recipe("blank-page-edge", on: .photo) {
      $0.marks = [Mark(from: [-0.05, -1], to: [0, 2], width: 0.3, color: table, strength: 1)]
    },
  ]

  /// Pages on which there is something else than one digit, so that a human has to look at them. A recipe with a digit
  /// writes that digit too.
  static let doubtful: [(digit: Int?, recipe: Recipe)] = [
    (
      4,
      Recipe("two-digits", on: .photo, .ballpoint, Page.blue, size: (200, 150)) { page in
        (page.digitSize, page.digitCenter) = (0.65, [0.3, 0.5])
        page.neighbours = [Page.Neighbour(digit: 2, center: [0.7, 0.52])]
      }
    ),
    (
      nil,
      Recipe("letter", on: .photo) { page in
        page.addStroke(from: [0.34, 0.2], to: [0.33, 0.8])
        page.addStroke(from: [0.66, 0.22], to: [0.35, 0.55])
        page.addStroke(from: [0.42, 0.48], to: [0.68, 0.79])
      }
    ),
    (
      3,
      Recipe("crossed-out", on: .photo) { page in
        page.digitCenter = [0.5, 0.5]
        page.addStroke(from: [0.2, 0.3], to: [0.8, 0.66])
        page.addStroke(from: [0.22, 0.72], to: [0.8, 0.3])
        page.addStroke(from: [0.2, 0.52], to: [0.82, 0.5])
      }
    ),
  ]
}

extension Page {
  /// The digit in the middle, `size` times as tall as the shorter side.
  fileprivate mutating func fillFrame(_ size: Float) {
    (digitSize, digitCenter) = (size, [0.5, 0.5])
  }

  /// A straight stroke of a pen with this page's ink.
  fileprivate mutating func addStroke(from start: SIMD2<Float>, to end: SIMD2<Float>) {
    marks.append(Mark(from: start, to: end, width: 0.05, color: ink))
  }
}
