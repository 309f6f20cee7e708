import Imaging
import PageSynthesis
import Synthesis

/// One file of the sample folder.
package struct Sample {
  /// The file's name in the folder.
  package var name: String
  /// The label that a human gives, as in `labels.csv`: a digit or number, `blank` or `review`.
  package var label: String
  /// The contents of the file.
  package var bytes: [UInt8]

  private static let seed: UInt64 = 1998
  private static let usualCount = 70

  /// Every sample, by name. The digits of the usual ones take turns, and so do the recipes and the forms of each digit.
  package static func all() throws -> [Sample] {
    var samples = try (0..<usualCount).map { index in
      let recipe = Recipe.usual[index % Recipe.usual.count]
      return try written(index % 10, by: recipe, form: index / 10, index: index)
    }
    samples.append(try blank())
    for (offset, hard) in Recipe.hard.enumerated() {
      samples.append(try written(hard.digit, by: hard.recipe, form: offset / 10, index: 100 + offset))
    }
    for (offset, recipe) in Recipe.blank.enumerated() {
      samples.append(try Sample(recipe, digit: nil, label: "blank", index: 200 + offset))
    }
    for (offset, doubtful) in Recipe.doubtful.enumerated() {
      samples.append(try Sample(doubtful.recipe, digit: doubtful.digit, label: "review", index: 300 + offset))
    }
    return samples.sorted { $0.name < $1.name }
  }

  /// The contents of `labels.csv`. Labels with a comma are quoted.
  package static func labels(of samples: [Sample], column: String = "digit") -> String {
    samples.reduce("file,\(column)\n") { table, sample in
      table + "\(sample.name),\(sample.label.contains(",") ? "\"\(sample.label)\"" : sample.label)\n"
    }
  }

  /// Every sample of a number, by name.
  package static func allNumbers() throws -> [Sample] {
    try NumberRecipe.all.enumerated().map { try Sample($1, index: 400 + $0) }.sorted { $0.name < $1.name }
  }

  private static func written(_ digit: Int, by recipe: Recipe, form: Int, index: Int) throws -> Sample {
    let sample = try Sample(recipe, digit: digit, label: "\(digit)", form: form, index: index)
    return Sample(name: "\(digit)-\(sample.name)", label: sample.label, bytes: sample.bytes)
  }

  /// `form` counts through the digit's forms where the recipe does not name one.
  private init(_ recipe: Recipe, digit: Int?, label: String, form: Int = 0, index: Int) throws {
    var generator = SeededGenerator(seed: Self.seed, epoch: 0, index: index)
    var hand = Self.hand(recipe.pen, using: &generator)
    if let width = recipe.penWidth { hand.penWidth = width }
    if let digit {
      let forms = DigitForm.forms(of: digit)
      hand.write(digit, inForm: forms.firstIndex { $0.name == recipe.form } ?? form % forms.count)
    }
    let page = recipe.page(using: &generator)
    let picture = PageSynthesizer.draw(digit: digit, hand: hand, on: page, using: &generator)
    name = "\(recipe.name).\(recipe.format.fileExtension)"
    self.label = label
    bytes = try recipe.format.encode(picture, page: page)
  }

  private init(_ recipe: NumberRecipe, index: Int) throws {
    var generator = SeededGenerator(seed: Self.seed, epoch: 0, index: index)
    var hand = Self.hand(recipe.page.pen, using: &generator)
    hand.aspect = generator.uniform(0.85...1.1)
    for digit in 0...9 { hand.writeCommonly(digit, using: &generator) }
    let page = recipe.written(by: hand, using: &generator)
    let picture = PageSynthesizer.draw(digit: nil, hand: hand, on: page, using: &generator)
    name = "\(recipe.page.name).\(recipe.page.format.fileExtension)"
    label = recipe.lines.isEmpty ? "blank" : recipe.lines.joined(separator: " ")
    bytes = try recipe.page.format.encode(picture, page: page)
  }

  private static func hand(_ pen: Pen, using generator: inout SeededGenerator) -> HandStyle {
    var hand = HandStyle(using: &generator)
    hand.pen = pen
    hand.penWidth = generator.uniform(pen == .felt ? 0.1...0.16 : 0.07...0.11)
    hand.nibContrast = 0
    return hand
  }

  private static func blank() throws -> Sample {
    var generator = SeededGenerator(seed: seed, epoch: 1, index: usualCount)
    let hand = HandStyle(using: &generator)
    var page = Page(width: 240, height: 240, light: Light(using: &generator))
    page.light.blur = 0
    let picture = PageSynthesizer.draw(digit: nil, hand: hand, on: page, using: &generator)
    return Sample(name: "blank.png", label: "blank", bytes: try FileFormat.png(.rgb).encode(picture, page: page))
  }

  private init(name: String, label: String, bytes: [UInt8]) {
    self.name = name
    self.label = label
    self.bytes = bytes
  }
}

extension HandStyle {
  /// Makes this hand write `digit` in one of the forms that many hands have.
  fileprivate mutating func writeCommonly(_ digit: Int, using generator: inout SeededGenerator) {
    let forms = DigitForm.forms(of: digit)
    let most = forms.map(\.weight).max() ?? 0
    let common = forms.indices.filter { forms[$0].weight >= 0.5 * most }
    write(digit, inForm: common[generator.index(below: common.count)])
  }
}
