import Imaging
import PageSynthesis
import Synthesis

/// How one sample comes about: what it is written on and with, and in which kind of file it is kept.
struct Recipe {
  enum Surface {
    case scan, photo, shadow, dim, vignette
    case ruled, ruledCrossing, squared, squaredCrossing
    case cream, yellowNote, pinkNote, cardboard, form
    case blackboard, slate
  }

  var name: String
  var surface: Surface
  var pen: Pen
  var ink: Color
  var size: (width: Int, height: Int)
  var digitSize: Float = 0.6
  var format: FileFormat
  /// nil leaves the width to chance, within what is usual.
  var penWidth: Float?
  /// nil lets the forms of each digit take turns.
  var form: String?
  /// Makes the page worse, once the place of the digit is chosen.
  var spoil: @Sendable (inout Page) -> Void = { _ in }

  /// The page before it is written on.
  func page(using generator: inout SeededGenerator) -> Page {
    var page = Page(width: size.width, height: size.height, light: Light(using: &generator), ink: ink)
    page.digitSize = digitSize
    page.placeDigit(using: &generator)
    // Nearer to the middle than chance would have it.
    page.digitCenter = (page.digitCenter + [0.5, 0.5]) / 2
    prepare(&page, using: &generator)
    spoil(&page)
    return page
  }

  private func prepare(_ page: inout Page, using generator: inout SeededGenerator) {
    let tilt = generator.uniform(-0.03...0.03)
    switch surface {
    case .scan: page.light = .scanner
    case .photo: break
    case .shadow: page.light.shadow = Light.Shadow(using: &generator)
    case .dim:
      page.paper = .gray
      page.light.exposure = 0.5
      page.light.noise = 0.035
    case .vignette: page.light.vignette = 0.55
    case .ruled: page.paper.ruling = Ruling(isSquared: false, pitch: digitSize * 1.25, tilt: tilt)
    case .ruledCrossing: page.paper.ruling = Ruling(isSquared: false, pitch: digitSize * 0.7, tilt: tilt)
    case .squared: page.paper.ruling = Ruling(isSquared: true, pitch: digitSize * 1.25, tilt: tilt)
    case .squaredCrossing: page.paper.ruling = Ruling(isSquared: true, pitch: digitSize * 0.6, strength: 0.35)
    case .cream: page.paper = .cream
    case .yellowNote: (page.paper, page.light) = (.yellowNote, .scanner)
    case .pinkNote: page.paper = .pinkNote
    case .cardboard: page.paper = .cardboard
    case .form: (page.paper, page.light) = (.greenForm, .scanner)
    case .blackboard: page.paper = .blackboard
    case .slate: (page.paper, page.light) = (.slate, .scanner)
    }
  }

  /// Each of these is followed for two digits.
  static let usual: [Recipe] = scans + photos + turned

  private static let scans: [Recipe] = [
    Recipe(
      name: "ballpoint-scan",
      surface: .scan,
      pen: .ballpoint,
      ink: Page.blue,
      size: (120, 120),
      format: .png(.gray)
    ),
    Recipe(
      name: "felt-1-bit",
      surface: .scan,
      pen: .felt,
      ink: Page.black,
      size: (96, 96),
      digitSize: 0.7,
      format: .png(.bilevel)
    ),
    Recipe(
      name: "felt-28-pixels",
      surface: .scan,
      pen: .felt,
      ink: Page.black,
      size: (28, 28),
      digitSize: 0.8,
      format: .png(.gray)
    ),
    Recipe(
      name: "pencil-cream",
      surface: .cream,
      pen: .pencil,
      ink: Page.graphite,
      size: (160, 200),
      format: .png(.rgb)
    ),
    Recipe(
      name: "felt-transparent",
      surface: .scan,
      pen: .felt,
      ink: Page.blue,
      size: (200, 200),
      digitSize: 0.7,
      format: .png(.rgba)
    ),
    Recipe(
      name: "ballpoint-transparent",
      surface: .scan,
      pen: .ballpoint,
      ink: Page.black,
      size: (180, 240),
      format: .png(.grayAlpha)
    ),
    Recipe(
      name: "felt-yellow-note",
      surface: .yellowNote,
      pen: .felt,
      ink: Page.black,
      size: (160, 160),
      format: .png(.palette)
    ),
    Recipe(
      name: "red-ballpoint-form",
      surface: .form,
      pen: .ballpoint,
      ink: Page.red,
      size: (150, 190),
      format: .png(.palette)
    ),
    Recipe(
      name: "pencil-16-bit",
      surface: .scan,
      pen: .pencil,
      ink: Page.graphite,
      size: (140, 140),
      format: .png(.gray16)
    ),
    Recipe(
      name: "felt-16-bit-colour",
      surface: .cream,
      pen: .felt,
      ink: Page.blue,
      size: (90, 120),
      format: .png(.rgb16)
    ),
    Recipe(
      name: "felt-interlaced",
      surface: .scan,
      pen: .felt,
      ink: Page.black,
      size: (130, 150),
      format: .interlacedPNG(.gray)
    ),
    Recipe(
      name: "ballpoint-interlaced-colour",
      surface: .photo,
      pen: .ballpoint,
      ink: Page.blue,
      size: (140, 120),
      format: .interlacedPNG(.rgb)
    ),
    Recipe(
      name: "white-on-black-28-pixels",
      surface: .slate,
      pen: .felt,
      ink: Page.chalk,
      size: (28, 28),
      digitSize: 0.75,
      format: .png(.gray)
    ),
    Recipe(
      name: "white-on-black-1-bit",
      surface: .slate,
      pen: .felt,
      ink: Page.chalk,
      size: (110, 110),
      digitSize: 0.7,
      format: .png(.bilevel)
    ),
    Recipe(
      name: "chalk-slate",
      surface: .slate,
      pen: .chalk,
      ink: Page.chalk,
      size: (150, 150),
      format: .png(.rgb)
    ),
    Recipe(
      name: "pencil-grey-scan",
      surface: .scan,
      pen: .pencil,
      ink: Page.graphite,
      size: (300, 300),
      format: .jpeg(gray: true)
    ),
  ]

  private static let photos: [Recipe] = [
    Recipe(
      name: "felt-photo",
      surface: .photo,
      pen: .felt,
      ink: Page.black,
      size: (400, 300),
      digitSize: 0.5,
      format: .jpeg()
    ),
    Recipe(
      name: "ballpoint-shadow",
      surface: .shadow,
      pen: .ballpoint,
      ink: Page.blue,
      size: (360, 360),
      digitSize: 0.5,
      format: .jpeg()
    ),
    Recipe(
      name: "ballpoint-dim",
      surface: .dim,
      pen: .ballpoint,
      ink: Page.black,
      size: (320, 240),
      format: .jpeg()
    ),
    Recipe(
      name: "ballpoint-vignette",
      surface: .vignette,
      pen: .ballpoint,
      ink: Page.black,
      size: (300, 300),
      format: .jpeg()
    ),
    Recipe(
      name: "pencil-ruled",
      surface: .ruled,
      pen: .pencil,
      ink: Page.graphite,
      size: (320, 240),
      digitSize: 0.45,
      format: .jpeg()
    ),
    Recipe(
      name: "felt-ruled-crossing",
      surface: .ruledCrossing,
      pen: .felt,
      ink: Page.black,
      size: (300, 300),
      format: .jpeg()
    ),
    Recipe(
      name: "ballpoint-squared",
      surface: .squared,
      pen: .ballpoint,
      ink: Page.blue,
      size: (280, 280),
      digitSize: 0.4,
      format: .jpeg()
    ),
    Recipe(
      name: "ballpoint-squared-crossing",
      surface: .squaredCrossing,
      pen: .ballpoint,
      ink: Page.black,
      size: (300, 300),
      format: .jpeg()
    ),
    Recipe(
      name: "felt-pink-note",
      surface: .pinkNote,
      pen: .felt,
      ink: Page.blue,
      size: (250, 250),
      format: .jpeg()
    ),
    Recipe(
      name: "felt-cardboard",
      surface: .cardboard,
      pen: .felt,
      ink: Page.black,
      size: (340, 260),
      format: .jpeg()
    ),
    Recipe(
      name: "chalk-blackboard",
      surface: .blackboard,
      pen: .chalk,
      ink: Page.chalk,
      size: (380, 300),
      format: .jpeg()
    ),
    Recipe(
      name: "ballpoint-small",
      surface: .photo,
      pen: .ballpoint,
      ink: Page.blue,
      size: (600, 450),
      digitSize: 0.2,
      format: .jpeg()
    ),
    Recipe(
      name: "felt-large",
      surface: .photo,
      pen: .felt,
      ink: Page.black,
      size: (1200, 900),
      digitSize: 0.45,
      format: .jpeg(quality: 60)
    ),
    Recipe(
      name: "pencil-progressive",
      surface: .photo,
      pen: .pencil,
      ink: Page.graphite,
      size: (260, 320),
      format: .progressiveJPEG
    ),
  ]

  private static let turned: [Recipe] = [
    Recipe(
      name: "felt-upside-down",
      surface: .photo,
      pen: .felt,
      ink: Page.blue,
      size: (240, 320),
      format: .jpeg(orientation: 3)
    ),
    Recipe(
      name: "ballpoint-turned-right",
      surface: .photo,
      pen: .ballpoint,
      ink: Page.blue,
      size: (240, 320),
      format: .jpeg(orientation: 6)
    ),
    Recipe(
      name: "pencil-turned-left",
      surface: .cream,
      pen: .pencil,
      ink: Page.graphite,
      size: (240, 300),
      format: .jpeg(orientation: 8)
    ),
    Recipe(
      name: "felt-mirrored",
      surface: .yellowNote,
      pen: .felt,
      ink: Page.black,
      size: (200, 200),
      format: .jpeg(orientation: 2)
    ),
    Recipe(
      name: "ballpoint-transposed",
      surface: .shadow,
      pen: .ballpoint,
      ink: Page.black,
      size: (220, 300),
      format: .jpeg(orientation: 5)
    ),
  ]
}
