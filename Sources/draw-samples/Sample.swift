import Imaging
import Synthesis

/// One file of the sample folder.
package struct Sample {
  package var name: String
  /// nil for the blank page.
  package var digit: Int?
  package var bytes: [UInt8]

  private static let seed: UInt64 = 1998
  private static let pageCount = 70

  /// Every sample, by name. The digits take turns, and so do the recipes and the forms of each digit.
  package static func all() throws -> [Sample] {
    let written = try (0..<pageCount).map { index in
      try Sample(
        digit: index % 10,
        form: index / 10,
        recipe: Recipe.all[index % Recipe.all.count],
        index: index
      )
    }
    return try (written + [blank()]).sorted { $0.name < $1.name }
  }

  /// The contents of `labels.csv`.
  package static func labels(of samples: [Sample]) -> String {
    samples.reduce("file,digit\n") { $0 + "\($1.name),\($1.digit.map(String.init) ?? "")\n" }
  }

  private init(digit: Int, form: Int, recipe: Recipe, index: Int) throws {
    var generator = SeededGenerator(seed: Self.seed, epoch: 0, index: index)
    var hand = HandStyle(using: &generator)
    hand.pen = recipe.pen
    hand.penWidth = generator.uniform(recipe.pen == .felt ? 0.1...0.16 : 0.07...0.11)
    hand.write(digit, inForm: form % DigitForm.forms(of: digit).count)
    let page = recipe.page(using: &generator)
    let picture = PageSynthesizer.draw(digit: digit, hand: hand, on: page, using: &generator)
    name = "\(digit)-\(recipe.name).\(recipe.format.fileExtension)"
    self.digit = digit
    bytes = try recipe.format.encode(picture, page: page)
  }

  private static func blank() throws -> Sample {
    var generator = SeededGenerator(seed: seed, epoch: 1, index: pageCount)
    let hand = HandStyle(using: &generator)
    var page = Page(width: 240, height: 240, light: Light(using: &generator))
    page.light.blur = 0
    let picture = PageSynthesizer.draw(digit: nil, hand: hand, on: page, using: &generator)
    return Sample(name: "blank.png", digit: nil, bytes: try FileFormat.png(.rgb).encode(picture, page: page))
  }

  private init(name: String, digit: Int?, bytes: [UInt8]) {
    (self.name, self.digit, self.bytes) = (name, digit, bytes)
  }
}
