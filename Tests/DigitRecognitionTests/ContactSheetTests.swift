import DigitRecognition
import Imaging
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
    #expect(picture.width * picture.height * 3 < 32_000_000)
  }

  @Test func threePanelsShowOriginalInkAndDigit() {
    let pictures = ContactSheetEntry.Pictures(
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

  @Test func everyPrintableCharacterHasItsOwnGlyph() {
    let glyphs = BitmapFontTests.printable.map(BitmapFont.columns(of:))
    #expect(Set(glyphs).count == 95)
    #expect(glyphs.allSatisfy { $0.count == BitmapFont.glyphWidth && $0.allSatisfy { $0 < 128 } })
    #expect(BitmapFont.columns(of: " ").allSatisfy { $0 == 0 })
  }

  @Test(arguments: ["é", "数", "\u{7F}", "\n", "👍"] as [Character])
  func othersAreShownAsAQuestionMark(character: Character) {
    #expect(BitmapFont.columns(of: character) == BitmapFont.columns(of: "?"))
  }

  @Test(arguments: 0...30)
  func longNamesAreShortenedInTheMiddle(letters: Int) {
    let name = "field-notebook-page-0123.jpeg"
    let width = letters * BitmapFont.advance
    let short = BitmapFont.shorten(name, toFit: width, scale: 1)
    guard name.count * BitmapFont.advance - 1 > width else {
      #expect(short == name)
      return
    }
    #expect(short.contains("..."))
    #expect(short.count == max(3, letters))
    #expect(name.hasPrefix(short.prefix(max(0, letters - 3) - max(0, letters - 3) / 2)))
    #expect(name.hasSuffix(short.suffix(max(0, letters - 3) / 2)))
  }

  @Test func textIsDrawnWhereItBelongs() {
    let ink = Canvas.Color(red: 0, green: 0, blue: 0)
    var canvas = Canvas(width: 20, height: 20, filledWith: Canvas.Color(red: 255, green: 255, blue: 255))
    canvas.draw("|", x: 2, y: 3, scale: 2, color: ink)
    let dark = canvas.image.samples.indices.filter { canvas.image.samples[$0] == 0 }.map { $0 / 3 }
    #expect(Set(dark.map { $0 % 20 }) == [6, 7])
    #expect(Set(dark.map { $0 / 20 }) == Set(3..<17))
  }
}
