import ImageIngestion
import Imaging
import Testing

struct InkMeasurementsTests {
  private static let paper: UInt8 = 235

  private func page(_ width: Int = 400, _ height: Int = 300) -> GrayImage {
    GrayImage(width: width, height: height, filledWith: Self.paper).noisy(deviation: 2, seed: 5)
  }

  private func measurements(_ page: GrayImage) throws -> InkMeasurements {
    try #require(DigitExtractor().extract(from: page).measurements)
  }

  @Test(arguments: 0...9) func aDigitAloneIsPlain(digit: Int) throws {
    let ink = Drawing.ink(of: digit, size: 150, seed: 3)
    let found = try measurements(page().inked(with: ink, left: 120, top: 60, shade: 40))
    #expect(found.isPlain, "\(found.flags)")
    #expect(found.neighbourCount == 0 && found.leftOverCount == 0 && !found.touchesBorder && !found.hasLines)
    #expect(abs(found.contrast - Float(Self.paper - 40) / Float(Self.paper)) < 0.08)
    let drawn = try #require(ink.box(above: 127))
    let expected = PixelBox(x: drawn.x + 120, y: drawn.y + 60, width: drawn.width, height: drawn.height)
    #expect(found.box.isNear(expected, within: 6), "\(found.box), drawn at \(expected)")
  }

  /// The box is that of the picture handed in, however far the search reduced it.
  @Test(arguments: [(1200, 900, 100), (900, 1200, 300), (600, 500, 60)])
  func theBoxIsInPixelsOfThePicture(width: Int, height: Int, size: Int) throws {
    let ink = Drawing.ink(of: 5, size: size, seed: 3)
    let drawn = try #require(ink.box(above: 127))
    let found = try measurements(page(width, height).inked(with: ink, left: width / 3, top: height / 4, shade: 40))
    let expected = PixelBox(
      x: drawn.x + width / 3, y: drawn.y + height / 4, width: drawn.width, height: drawn.height)
    #expect(found.box.isNear(expected, within: max(4, size / 20)), "\(found.box), drawn at \(expected)")
  }

  @Test func strokeWidthIsThatOfTheDrawing() throws {
    for width in [6, 12, 24] {
      let page = GrayImage(width: 300, height: 300, filledWith: 240)
        .inked(with: GrayImage(width: width, height: 180, filledWith: 255), left: 140, top: 60, shade: 30)
      let found = try measurements(page)
      // A bar's short ends shorten twice the area over the outline.
      #expect(abs(found.strokeWidth - Float(width)) < 0.25 * Float(width), "\(found.strokeWidth) for \(width)")
    }
  }

  @Test func twoDigitsAreNeighbours() throws {
    let (two, five) = (Drawing.ink(of: 2, size: 110, seed: 3), Drawing.ink(of: 5, size: 110, seed: 4))
    let page = page().inked(with: two, left: 80, top: 90, shade: 40).inked(with: five, left: 210, top: 90, shade: 40)
    let found = try measurements(page)
    #expect(found.neighbourCount == 1)
    #expect(found.flags.first == .neighbours)
    #expect(found.box.width < 120)
  }

  @Test func theEdgeLinesMarksAndFaintInkAreSeen() throws {
    let ink = Drawing.ink(of: 3, size: 150, seed: 3)
    let drawn = try #require(ink.box(above: 127))
    let cut = try measurements(page().inked(with: ink, left: 120, top: -drawn.y, shade: 40))
    #expect(cut.flags.contains(.touchesBorder))
    let line = GrayImage(width: 380, height: 4, filledWith: 255)
    let ruled = page().inked(with: line, left: 10, top: 270, shade: 60).inked(with: ink, left: 120, top: 60, shade: 40)
    #expect(try measurements(ruled).flags.contains(.lines))
    let faint = try measurements(page().inked(with: ink, left: 120, top: 60, shade: Self.paper - 30))
    #expect(faint.flags.contains(.faintInk))
    let blot = GrayImage(width: 70, height: 70, filledWith: 255)
    let blotted = page().inked(with: ink, left: 120, top: 60, shade: 40).inked(with: blot, left: 10, top: 10, shade: 60)
    let flags = try measurements(blotted).flags
    #expect(flags.contains(.otherMarks) && flags.contains(.neighbours), "\(flags)")
  }

  @Test func anEmptyPageSaysWhy() {
    #expect(throws: BlankReason.noInk) {
      try DigitExtractor().extract(from: GrayImage(width: 300, height: 200, filledWith: 240)).result.get()
    }
  }
}

extension PixelBox {
  /// Whether each side is at most so many pixels away.
  func isNear(_ other: PixelBox, within distance: Int) -> Bool {
    let sides = [
      x - other.x, y - other.y, x + width - other.x - other.width, y + height - other.y - other.height,
    ]
    return sides.allSatisfy { abs($0) <= distance }
  }
}
