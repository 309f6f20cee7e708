import Imaging
import PageSynthesis
import Synthesis

/// Numbers as users bring them.
extension NumberRecipe {
  static let all: [NumberRecipe] = amounts + cells + identities + dates + pages

  private static let print: Color = [0.15, 0.15, 0.16]
  private static let palePencil: Color = [0.66, 0.66, 0.67]

  private static let amounts: [NumberRecipe] = [
    NumberRecipe("amount-ballpoint", "1.250,50", ink: Page.blue, size: (420, 110), digitSize: 0.52),
    NumberRecipe(
      "amount-cheque", "4800", on: .dim, ink: Page.black, size: (320, 90), digitSize: 0.56, as: .jpeg(quality: 75)
    ) { $0.addRule(at: 0.86) },
    NumberRecipe("amount-cents", "85.00", pen: .felt, size: (260, 100), digitSize: 0.6, as: .png(.bilevel)),
    NumberRecipe("amount-form", "12,75", on: .form, ink: Page.red, size: (240, 96), as: .png(.palette)),
    NumberRecipe(
      "amount-large", "470000", on: .photo, pen: .felt, ink: Page.black, size: (460, 140), digitSize: 0.6,
      as: .jpeg(quality: 70)),
    NumberRecipe("amount-negative", "-12", pen: .felt, ink: Page.blue, size: (180, 100), as: .png(.rgb)),
  ]

  private static let cells: [NumberRecipe] = [
    NumberRecipe("cell-34-pixels", "12", ink: Page.blue, size: (72, 34), digitSize: 0.66, as: .jpeg(quality: 80)),
    NumberRecipe("cell-table", "97", on: .photo, pen: .pencil, ink: Page.graphite, size: (150, 90), as: .jpeg()) {
      page in
      page.addRule(at: 0.06)
      page.addRule(at: 0.94)
    },
    NumberRecipe("cell-single-digit", "8", ink: Page.black, size: (90, 70), digitSize: 0.6),
    NumberRecipe("cell-boxed", "305", ink: Page.blue, size: (220, 120), as: .jpeg()) {
      $0.addBox(halfSize: [0.82, 0.4], tilt: 0.01, lineWidth: 0.016, color: print)
    },
    NumberRecipe("comb", "204518", ink: Page.black, size: (420, 100), digitSize: 0.55).changed { $0.cells = .comb },
    NumberRecipe("boxes", "73906", ink: Page.blue, size: (380, 110), digitSize: 0.5, as: .png(.rgb)).changed {
      $0.cells = .boxes
    },
  ]

  private static let identities: [NumberRecipe] = [
    NumberRecipe("id-leading-zeros", "004217", pen: .felt, size: (360, 100), digitSize: 0.6),
    NumberRecipe(
      "id-photo", "71934062", on: .photo, ink: Page.blue, size: (640, 240), digitSize: 0.3, as: .jpeg(quality: 80)),
    NumberRecipe("id-pencil", "380155", on: .cream, pen: .pencil, ink: Page.graphite, size: (380, 120), as: .png(.rgb)),
    NumberRecipe(
      "meter-white-on-black", "083912", on: .slate, pen: .felt, ink: Page.chalk, size: (360, 100), digitSize: 0.6),
  ]

  private static let dates: [NumberRecipe] = [
    NumberRecipe("date-points", "14.03.1998", ink: Page.blue, size: (460, 100), digitSize: 0.52),
    NumberRecipe(
      "date-hyphens", "2026-11-28", on: .photo, ink: Page.black, size: (560, 140), digitSize: 0.42, as: .jpeg()),
    NumberRecipe("year", "1874", on: .cream, ink: [0.28, 0.2, 0.14], size: (240, 120), as: .jpeg(gray: true)),
  ]

  private static let pages: [NumberRecipe] = [
    NumberRecipe(
      "small-on-page", "6072", ink: Page.blue, size: (900, 1200), digitSize: 0.045, as: .jpeg(gray: true, quality: 60)
    ).changed { ($0.center, $0.slope) = ([0.63, 0.34], 0.02) },
    NumberRecipe("two-lines", "4156", "2038", ink: Page.blue, size: (260, 220), digitSize: 0.28, as: .jpeg()),
    NumberRecipe("faint-pencil", "2674", pen: .pencil, ink: palePencil, size: (260, 110), as: .jpeg()),
    NumberRecipe(
      "shadow-turned", "5593", on: .shadow, ink: Page.black, size: (360, 260), digitSize: 0.34,
      as: .jpeg(orientation: 6)
    ).changed { $0.slope = 0.05 },
    NumberRecipe("empty", on: .ruled, size: (300, 110), as: .jpeg()),
  ]
}

extension Page {
  /// Prints a line across the page, at a share of its height.
  fileprivate mutating func addRule(at height: Float) {
    marks.append(Mark(from: [-0.1, height], to: [1.1, height + 0.01], width: 0.012, color: [0.3, 0.32, 0.35]))
  }
}
