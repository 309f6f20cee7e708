import DigitRecognition
import DigitTraining
import ImageEncoding
import Imaging
import LabelledData
import NeuralNetwork
import TestSupport
import Testing

/// From a folder of labelled pictures to the strips that are learned.
@Suite(.timeLimit(.minutes(10))) struct OwnNumberDataTests {
  private let folder = Result { try TemporaryFolder() }

  /// A page of 400×300 with lines of digits.
  private func page(_ lines: [[Int]], side: Int = 40) throws -> [UInt8] {
    var page = DrawnPage(width: 400, height: 300)
    for (index, line) in lines.enumerated() {
      page.write(line, x: 60, y: 60 + 3 * side * index, side: side, pitch: side)
    }
    return try ImageEncoder.png(gray: page.image)
  }

  private func load(_ rows: [(name: String, text: String, picture: [UInt8])], seed: UInt64 = 1) throws -> OwnNumberData
  {
    let folder = try folder.get()
    for row in rows { try folder.write(row.picture, to: row.name) }
    let table = "file,text\n" + rows.map { "\($0.name),\"\($0.text)\"\n" }.joined()
    try folder.write(Array(table.utf8), to: "labels.csv")
    let numbers = try #require(try LabelledNumbers(folder.path))
    return try OwnNumberData(numbers, model: ModelCatalog.load("strings"), seed: seed, jobs: 2)
  }

  @Test func eachLineIsAStrip() throws {
    let data = try load([
      ("one.png", "2475", page([[2, 4, 7, 5]])), ("two.png", "385 1920", page([[3, 8, 5], [1, 9, 2, 0]])),
    ])
    #expect(data.training.numbers.map { $0.lines.map(\.labels) } == [[[2, 4, 7, 5]], [[3, 8, 5], [1, 9, 2, 0]]])
    for line in data.training.lines { #expect(64...192 ~= line.strip.picture.width) }
    #expect(
      data.notices == [
        "too few numbers to keep some for validation: the model is judged by those that it is trained on"
      ])
  }

  @Test func theLabelTellsTheNumberFromTheLineBesideIt() throws {
    let data = try load([("two.png", "1920", page([[3, 8, 5, 4], [1, 9, 2, 0]]))])
    let both = try load([("both.png", "3854 1920", page([[3, 8, 5, 4], [1, 9, 2, 0]]))])
    #expect(data.training.lines.map(\.strip) == [try #require(both.training.lines.last).strip])
  }

  @Test func whatCannotBeLearnedIsNamed() throws {
    let path = try folder.get().path
    let digits = Array(repeating: [1, 2, 3, 4, 5, 6, 7, 8], count: 2).flatMap { $0 }
    let data = try load([
      ("good.png", "2475", page([[2, 4, 7, 5]])), ("empty.png", "12", page([])), ("text.png", "3", Array("no".utf8)),
      ("blank.png", "blank", page([])), ("lines.png", "247 5", page([[2, 4, 7]])),
      ("short.png", "11111111111111111111", page([[2, 4]])), ("long.png", "1234567812345678", page([digits], side: 20)),
      ("signs.png", "1111111111111111111111111", page([[2]])),
    ])
    #expect(data.training.count == 1 && data.validation.count == 0)
    let expected = """
      left out 6 of 8 pictures:
        \(path)/empty.png: no number found
        \(path)/text.png: plain text, not an image: replace it by the PNG or JPEG that was meant
        \(path)/lines.png: 1 line found, and 2 in the label
        \(path)/short.png: the line found is too short for the label
        \(path)/long.png: too long to be learned: about nine digits are the most, with little paper around them
        \(path)/signs.png: 25 signs in a line; the network learns up to 24
      """
    #expect(data.notices.first == expected)
    #expect(data.notices.dropFirst().first == "1 picture without a number: nothing is learned from them")
  }

  @Test func copiesStayTogetherAndContradictionsTrain() throws {
    var rows = try (0..<8).map { ("\($0).png", "24\($0)5", try page([[2, 4, $0, 5]])) }
    rows += [("copy.png", "2405", rows[0].2), ("other.png", "2416", rows[1].2)]
    for seed in UInt64(1)...5 {
      let data = try load(rows, seed: seed)
      #expect(data.training.count + data.validation.count == 10 && data.validation.count > 0)
      let held = Set(data.validation.numbers.map(\.file).compactMap { $0.split(separator: "/").last })
      #expect(held.contains("0.png") == held.contains("copy.png"), "seed \(seed): \(held)")
      #expect(held.isDisjoint(with: ["1.png", "other.png"]), "seed \(seed): \(held)")
      #expect(data.notices.first == "copies of others with the same text: 1 of 10 pictures")
      #expect(data.notices.last?.hasPrefix("1 × the same picture with several texts; correct them:\n  ") == true)
    }
  }

  @Test func aFolderOfWhichNothingCanBeReadIsAnError() throws {
    #expect(throws: DataError.self) {
      try load([("a.png", "12", Array("no".utf8)), ("b.png", "34", Array("no".utf8))])
    }
  }
}
