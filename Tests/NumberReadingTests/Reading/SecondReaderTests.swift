import DigitRecognition
import Imaging
import NumberReading
import Platform
import Testing

@Suite("Digits of a strip, read one by one")
struct SecondReaderTests {
  /// A strip with 3 5 2 8 and the boxes of their ink, in its pixels.
  private func strip() throws -> (strip: NumberStrip, boxes: [PixelBox]) {
    var page = WrittenPage(width: 128, height: 48)
    page.write([3, 5, 2, 8], x: 4, y: 8, side: 32, pitch: 30)
    return (NumberStrip(page.image), page.boxes)
  }

  private func placed(_ signs: [NumberSign], _ boxes: [PixelBox]) -> [PlacedSign] {
    zip(signs, boxes).map { sign, box in
      PlacedSign(sign, left: Float(box.x), top: Float(box.y), right: Float(box.maxX), bottom: Float(box.maxY))
    }
  }

  private func opinion(on signs: [NumberSign]) throws -> SecondOpinion {
    let (strip, boxes) = try strip()
    let reader = SecondReader(try ModelCatalog.cascade())
    let text = String(signs.compactMap(\.character))
    return SecondOpinion(of: text, digits: try reader.digits(of: placed(signs, boxes), in: strip))
  }

  @Test("Agrees with what is written")
  func agrees() throws {
    let opinion = try opinion(on: [.three, .five, .two, .eight])
    #expect(opinion.text == "3528")
    #expect(opinion.confirms("3528") && !opinion.confirms("3628") && !opinion.confirms("352"))
  }

  @Test("Reads another digit where the first reader is wrong, and has no opinion on marks")
  func contradicts() throws {
    let opinion = try opinion(on: [.three, .six, .comma, .eight])
    #expect(opinion.text == "35,8")
    #expect(opinion.confirms("35,8") && !opinion.confirms("36,8"))
  }

  @Test("Is unsure of paper")
  func paper() throws {
    let (strip, _) = try strip()
    let reader = SecondReader(try ModelCatalog.cascade())
    let nowhere = PlacedSign(.one, left: -20, top: 0, right: -10, bottom: 48)
    let empty = PlacedSign(.one, left: 40, top: 0, right: 60, bottom: 5)
    #expect(try reader.digits(of: [nowhere, empty], in: strip) == [nil, nil])
  }
}

@Suite("What a second reader says of a number's digits")
struct SecondOpinionTests {
  /// Sure of 3 and 7, torn between 4 and 9, and without ink for the last digit.
  private let opinion = SecondOpinion(
    of: "3,941",
    digits: [
      probabilities([3: 0.99]), nil, probabilities([4: 0.49, 9: 0.5]), probabilities([7: 0.95, 4: 0.01]), nil,
    ])

  private static func probabilities(_ likely: [Int: Float]) -> Probabilities {
    let rest = (1 - likely.values.reduce(0, +)) / Float(10 - likely.count)
    return Probabilities((0..<10).map { likely[$0] ?? rest })
  }

  @Test("Changes only digits that it contradicts, and confirms only what it saw")
  func text() {
    #expect(opinion.text == "3,971")
    #expect(!opinion.confirms("3,971"))
    #expect(
      SecondOpinion(of: "39", digits: [Self.probabilities([3: 0.9]), Self.probabilities([9: 0.6])]).confirms("39"))
  }

  @Test("Is about texts with as many digits, whatever stands between them")
  func about() {
    #expect(opinion.isAbout("3.971") && opinion.isAbout("3971") && !opinion.isAbout("397"))
    #expect(opinion.hasPlaces(of: "8,888") && !opinion.hasPlaces(of: "8.888") && !opinion.hasPlaces(of: "8888"))
  }

  @Test("Likelier digits make likelier texts; what nobody looked at counts for each digit")
  func logarithm() {
    #expect(opinion.logarithm(of: "3971") > opinion.logarithm(of: "3941"))
    #expect(abs(opinion.logarithm(of: "3971") - (log(0.99) + log(0.5) + log(0.95) + log(0.3))) < 1e-5)
    #expect(abs(SecondOpinion.logarithm(ofUnseen: "1.5") - 2 * log(0.3)) < 1e-5)
  }
}
