import DigitRecognition
import EvaluationReports
import ImageIngestion
import Imaging
import PageSynthesis
import Synthesis
import Testing

struct ContactSheetTests {
  @Test(arguments: [(1, 3), (2, 3), (3, 3), (7, 3), (5, 1), (ContactSheet.maximumEntries, 4)])
  func cellsLieInsideTheSheetAndApart(count: Int, columns: Int) {
    let entry = ContactSheetEntry(pictures: .init(), name: "a.png", answer: "7")
    let sheet = ContactSheet(entries: Array(repeating: entry, count: count), columns: columns)
    let picture = sheet.render()
    var owners = Array(repeating: false, count: picture.width * picture.height)
    for index in 0..<count {
      let cell = sheet.cell(at: index)
      #expect(cell.x > 0 && cell.x + cell.width < picture.width)
      #expect(cell.y > 0 && cell.y + cell.height < picture.height)
      for y in [cell.y, cell.y + cell.height - 1] {
        for x in cell.x..<cell.x + cell.width {
          #expect(!owners[y * picture.width + x])
          owners[y * picture.width + x] = true
        }
      }
    }
    #expect(picture.width * picture.height * 3 < 8_000_000)
  }

  @Test func sheetsAreAScreenOrTwoHighAndHoldAllEntriesInOrder() {
    let entries = (0..<ContactSheet.maximumEntries * 2 + 1).map {
      ContactSheetEntry(pictures: .init(), name: "\($0)", answer: "")
    }
    let sheets = ContactSheet.pages(of: entries)
    #expect(sheets.map(\.entries.count) == [ContactSheet.maximumEntries, ContactSheet.maximumEntries, 1])
    #expect(sheets.flatMap { $0.entries.map(\.name) } == entries.map(\.name))
    let picture = sheets[0].render()
    #expect(picture.width < 1920 && (1080...2160).contains(picture.height))
    #expect(ContactSheet.pages(of: []).isEmpty)
  }

  @Test func sheetsOfNumbersAreAsLargeAsAScreenOrTwo() {
    let entry = ContactSheetEntry(number: nil, name: "", answer: "")
    let sheets = ContactSheet.pages(of: Array(repeating: entry, count: ContactSheet.maximumEntries + 1))
    #expect(sheets.map(\.entries.count) == [ContactSheet.maximumEntries, 1])
    let picture = sheets[0].render()
    #expect(picture.width < 1920 && (1080...2160).contains(picture.height))
  }

  /// The picture and its boxes above; below it all strips, the narrower ones from the left.
  @Test func aNumberShowsItsPictureAndItsStrips() {
    let picture = GrayImage(width: 600, height: 60, filledWith: 90)
    let strips = [(200, 40), (100, 60)].map { width, shade in
      NumberStrip(GrayImage(width: width, height: NumberStrip.height, filledWith: UInt8(shade)))
    }
    func sheet(boxes: [PixelBox]) -> ColorImage {
      ContactSheet(entries: [
        ContactSheetEntry(number: picture, boxes: boxes, strips: strips, name: "", answer: "")
      ]).render()
    }
    let plain = sheet(boxes: [])
    let counts = shadesOfGray(in: plain)
    // 348 pixels are there for the picture.
    #expect(counts[90] == 348 * 34)
    #expect(counts[40] == 200 * NumberStrip.height && counts[60] == 100 * NumberStrip.height)
    let boxed = sheet(boxes: [PixelBox(x: 300, y: 0, width: 100, height: 60)])
    let places = zip(plain.samples, boxed.samples).enumerated().filter { $0.element.0 != $0.element.1 }.map {
      $0.offset / 3
    }
    let left = 10 + Layout.padding
    #expect(places.map { $0 % plain.width - left }.min() == 300 * 348 / 600 - 1)
    #expect(places.map { $0 % plain.width - left }.max() == 400 * 348 / 600)
  }

  @Test func moreStripsThanFitAreDrawnSmaller() {
    let strip = NumberStrip(GrayImage(width: 96, height: NumberStrip.height, filledWith: 40))
    let entries = [1, 2, 5].map {
      ContactSheetEntry(number: nil, strips: Array(repeating: strip, count: $0), name: "", answer: "")
    }
    let counts = entries.map { shadesOfGray(in: ContactSheet(entries: [$0]).render())[40] ?? 0 }
    let pixels = 96 * NumberStrip.height
    // One is enlarged twice; five and the gaps between them are 248 rows, for which 98 are there.
    #expect(counts[0] == 4 * pixels && counts[1] == 2 * pixels)
    let share = Double(counts[2]) / Double(5 * pixels)
    #expect(abs(share - 98.0 * 98 / (248 * 248)) < 0.02)
  }

  @Test func boxesAreDrawnAroundTheDigitsOnTheOriginal() {
    // A tenth of the size of the picture, and so a tenth on the thumbnail, which is 112 wide and 56 high.
    let boxes = [PixelBox(x: 0, y: 500, width: 100, height: 100), PixelBox(x: 1900, y: 400, width: 100, height: 200)]
    let original = GrayImage(width: 2000, height: 1000, filledWith: 90)
    let sheet = ContactSheet(
      entries: [ContactSheetEntry(pictures: .init(original: original, boxes: boxes), name: "", answer: "")])
    let picture = sheet.render()
    let corner = (x: sheet.cell(at: 0).x + Layout.padding, y: sheet.cell(at: 0).y + Layout.padding + 28)
    let plain = ContactSheet(entries: [ContactSheetEntry(pictures: .init(original: original), name: "", answer: "")])
    let differing = zip(picture.samples, plain.render().samples).enumerated().filter { $0.element.0 != $0.element.1 }
    let places = Set(differing.map { $0.offset / 3 })
    let columns = places.map { $0 % picture.width - corner.x }
    let rows = places.map { $0 / picture.width - corner.y }
    #expect(columns.min() == -1 && columns.max() == 112)
    #expect(rows.min() == 21 && rows.max() == 34)
    // Outlines only: the middle of each box stays as it was.
    #expect(!zip(columns, rows).contains { $0 == (2, 30) || $0 == (109, 28) })
  }

  @Test func threePanelsShowOriginalInkAndDigit() {
    let pictures = ScanPictures(
      original: GrayImage(width: 300, height: 300, filledWith: 90),
      ink: GrayImage(width: 300, height: 300, filledWith: 255),
      digit: DigitImage(pixels: Array(repeating: 200, count: DigitImage.pixelCount))
    )
    let entry = ContactSheetEntry(pictures: pictures, name: "", answer: "")
    let picture = ContactSheet(entries: [entry]).render()
    let counts = shadesOfGray(in: picture)
    let panelPixels = Layout.panelSide * Layout.panelSide
    #expect(counts[90] == panelPixels)
    #expect(counts[0] == panelPixels, "ink is shown dark")
    #expect(counts[200] == panelPixels)
  }

  @Test func standingTintsTheCell() {
    let corners = [ContactSheetEntry.Standing.sure, .doubtful, .failed].map { standing in
      let entry = ContactSheetEntry(pictures: .init(), name: "", answer: "", standing: standing)
      let sheet = ContactSheet(entries: [entry])
      let cell = sheet.cell(at: 0)
      let picture = sheet.render()
      let index = (cell.y * picture.width + cell.x) * 3
      return Array(picture.samples[index..<index + 3])
    }
    #expect(Set(corners).count == 3)
  }

  @Test(arguments: [(28, 28, 112, 112), (3000, 1500, 112, 56), (1, 5000, 1, 112), (100, 20, 100, 20)])
  func thumbnailsFitAndKeepTheirAspect(width: Int, height: Int, fittedWidth: Int, fittedHeight: Int) {
    let fitted = GrayImage(width: width, height: height, filledWith: 77).fitted(into: 112)
    #expect(fitted == GrayImage(width: fittedWidth, height: fittedHeight, filledWith: 77))
  }

  @Test func reducingKeepsTheMean() {
    let ramp = GrayImage(width: 448, height: 448, pixels: (0..<448 * 448).map { UInt8($0 % 448 / 2) })
    let fitted = ramp.fitted(into: 112)
    #expect(abs(mean(of: ramp) - mean(of: fitted)) < 0.51)
  }

  private func mean(of image: GrayImage) -> Double {
    Double(image.pixels.reduce(0) { $0 + Int($1) }) / Double(image.pixels.count)
  }

  /// How many pixels have three equal channels, by shade.
  private func shadesOfGray(in image: ColorImage) -> [UInt8: Int] {
    var counts: [UInt8: Int] = [:]
    for index in stride(from: 0, to: image.samples.count, by: 3) {
      let shade = image.samples[index]
      if image.samples[index + 1] == shade && image.samples[index + 2] == shade {
        counts[shade, default: 0] += 1
      }
    }
    return counts
  }
}

struct BitmapFontTests {
  private static let printable = (32..<127).map { Character(UnicodeScalar(UInt8($0))) }

  /// How many pixels differ.
  private func difference(_ one: Character, _ other: Character) throws -> Int {
    let (one, other) = (try #require(BitmapFont.rows(of: one)), try #require(BitmapFont.rows(of: other)))
    return zip(one, other).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
  }

  @Test func everyPrintableCharacterHasItsOwnGlyph() throws {
    let glyphs = try BitmapFontTests.printable.map { try #require(BitmapFont.rows(of: $0)) }
    #expect(Set(glyphs).count == 95)
    #expect(glyphs.allSatisfy { $0.count == BitmapFont.glyphHeight })
    #expect(glyphs[0].allSatisfy { $0 == 0 })
  }

  /// A tool for digits must not show a letter that can be taken for one.
  @Test(arguments: ["g9", "q9", "b6", "G6", "l1", "I1", "O0", "o0", "D0", "S5", "s5", "z2", "Z2", "B8", "A4", "T7"])
  func lettersDifferFromDigits(pair: String) throws {
    let (letter, digit) = (try #require(pair.first), try #require(pair.last))
    #expect(try difference(letter, digit) >= 5)
  }

  @Test(arguments: ["ü", "u\u{308}", "é", "ß", "ñ", "Ł", "ộ", "ξ", "Ώ", "ж", "Ё", "№", "½", "€", "→"] as [Character])
  func latinGreekAndCyrillicHaveTheirGlyphs(character: Character) throws {
    let glyph = try #require(BitmapFont.rows(of: character))
    #expect(glyph.contains { $0 != 0 })
    #expect(BitmapFont.spelled(String(character)) == String(character))
  }

  @Test func anAccentIsDrawnWhereverItIsStored() {
    #expect(BitmapFont.rows(of: "ü") == BitmapFont.rows(of: "u\u{308}"))
    #expect(BitmapFont.rows(of: "ü") != BitmapFont.rows(of: "u"))
  }

  @Test(arguments: [
    ("数字1.png", "\\u{6570}\\u{5B57}1.png"), ("a\nb", "a\\u{A}b"), ("\r\n", "\\u{D}\\u{A}"), ("\u{7F}", "\\u{7F}"),
    ("👍", "\\u{1F44D}"), ("q\u{308}", "q\\u{308}"), ("", ""),
  ])
  func othersAreSpelled(text: String, spelled: String) {
    #expect(BitmapFont.spelled(text) == spelled)
    #expect(BitmapFont.spelled(spelled) == spelled)
  }

  @Test(arguments: 0...30)
  func longNamesAreShortenedInTheMiddle(letters: Int) {
    let name = "field-notebook-page-0123.jpeg"
    let short = BitmapFont.shorten(name, toFit: letters * BitmapFont.advance)
    guard name.count > letters else {
      #expect(short == name)
      return
    }
    #expect(short.contains("..."))
    #expect(short.count == max(3, letters))
    #expect(name.hasPrefix(short.prefix(max(0, letters - 3) - max(0, letters - 3) / 2)))
    #expect(name.hasSuffix(short.suffix(max(0, letters - 3) / 2)))
  }

  @Test(arguments: 3...40)
  func noCodeIsCutInTwo(letters: Int) {
    let short = BitmapFont.shorten("数字文件夹.png", toFit: letters * BitmapFont.advance)
    #expect(short.count <= letters)
    #expect(short.split(separator: "\\", omittingEmptySubsequences: false).dropFirst().allSatisfy { $0.contains("}") })
    #expect(short.count { $0 == "{" } == short.count { $0 == "}" })
  }

  @Test func textIsDrawnWhereItBelongs() {
    let ink = Canvas.Color(red: 0, green: 0, blue: 0)
    var canvas = Canvas(width: 30, height: 30, filledWith: Canvas.Color(red: 255, green: 255, blue: 255))
    canvas.draw("||", x: 2, y: 3, color: ink)
    let dark = canvas.image.samples.indices.filter { canvas.image.samples[$0] == 0 }.map { $0 / 3 }
    let columns = Set(dark.map { $0 % 30 })
    #expect(columns.count == 2 && (columns.max() ?? 0) - (columns.min() ?? 0) == BitmapFont.advance)
    #expect(columns.allSatisfy { (2..<2 + 2 * BitmapFont.advance).contains($0) })
    #expect(dark.allSatisfy { (3..<3 + BitmapFont.glyphHeight).contains($0 / 30) })
  }
}
