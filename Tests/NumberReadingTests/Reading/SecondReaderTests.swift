import DigitRecognition
import Imaging
import NumberReading
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

  @Test("Agrees with what is written")
  func agrees() throws {
    let (strip, boxes) = try strip()
    let reader = SecondReader(try ModelCatalog.cascade())
    #expect(
      try reader.opinions(on: placed([.three, .five, .two, .eight], boxes), in: strip)
        == Array(repeating: .agrees, count: 4))
  }

  @Test("Reads another digit where the first reader is wrong, and has no opinion on marks")
  func contradicts() throws {
    let (strip, boxes) = try strip()
    let reader = SecondReader(try ModelCatalog.cascade())
    let opinions = try reader.opinions(on: placed([.three, .six, .comma, .eight], boxes), in: strip)
    #expect(opinions == [.agrees, .other(5), nil, .agrees])
  }

  @Test("Is unsure of paper")
  func paper() throws {
    let (strip, _) = try strip()
    let reader = SecondReader(try ModelCatalog.cascade())
    let nowhere = PlacedSign(.one, left: -20, top: 0, right: -10, bottom: 48)
    let empty = PlacedSign(.one, left: 40, top: 0, right: 60, bottom: 5)
    #expect(try reader.opinions(on: [nowhere, empty], in: strip) == [.unsure, .unsure])
  }
}
