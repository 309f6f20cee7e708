import ImageIngestion
import Imaging
import TestSupport
import Testing

/// What else is in a picture beside the digit: other digits, lines, bands.
struct SceneTests {
  private static let paper: UInt8 = 235

  private func page(_ width: Int, _ height: Int) -> GrayImage {
    GrayImage(width: width, height: height, filledWith: Self.paper).noisy(deviation: 1.5, seed: 7)
  }

  private func bar(width: Int, height: Int) -> GrayImage {
    GrayImage(width: width, height: height, filledWith: 255)
  }

  /// A row of digits of one height, the gap between their ink so many pixels wide.
  private func row(_ digits: [Int], height: Int, gap: Int) throws -> GrayImage {
    let inks = try digits.enumerated().map { place, digit in
      let ink = Drawing.ink(of: digit, size: height, seed: UInt64(20 + place))
      return ink.cropped(to: try #require(ink.box(above: 127)))
    }
    let width = inks.reduce(0) { $0 + $1.width + gap } + 2 * height
    var page = page(width, 3 * height)
    var left = height
    for ink in inks {
      page = page.inked(with: ink, left: left, top: height, shade: 40)
      left += ink.width + gap
    }
    return page
  }

  @Test(arguments: [[2, 5], [3, 4, 6], [8, 0, 2, 6, 9], [1, 7], [1, 1], [4, 1]])
  func everyDigitOfARowIsFound(digits: [Int]) throws {
    for height in [60, 150] {
      let extraction = DigitExtractor().extract(from: try row(digits, height: height, gap: height / 4))
      #expect(extraction.neighbours.count == digits.count - 1, "\(digits) \(height) pixels high")
      #expect(extraction.neighbours.allSatisfy { !$0.touchesBorder })
    }
  }

  @Test(arguments: [0.03, 0.06, 0.15]) func aDigitIsFoundHoweverSmallItIs(share: Double) throws {
    let size = Int(share * 1754)
    let ink = Drawing.ink(of: 5, size: size, seed: 3)
    let drawn = try #require(ink.box(above: 127))
    let extraction = DigitExtractor().extract(from: page(1240, 1754).inked(with: ink, left: 900, top: 1400, shade: 60))
    let box = try #require(extraction.measurements?.box)
    let expected = drawn.moved(right: 900, down: 1400)
    #expect(box.overlap(with: expected) > 0.7, "\(box), drawn at \(expected)")
    #expect(extraction.neighbours.isEmpty)
  }

  /// A line that goes on to the edge is none; a stroke that ends on the page may be a 1.
  @Test func aBareStrokeIsADigitUntilItGoesOn() throws {
    let ink = Drawing.ink(of: 3, size: 150, seed: 3)
    let alone = page(400, 300).inked(with: ink, left: 120, top: 60, shade: 40)
    let stroke = alone.inked(with: bar(width: 10, height: 140), left: 320, top: 70, shade: 40)
    #expect(DigitExtractor().extract(from: stroke).neighbours.count == 1)
    let line = alone.inked(with: bar(width: 10, height: 230), left: 320, top: 70, shade: 40)
    #expect(DigitExtractor().extract(from: line).neighbours.isEmpty)
    let fading = stroke.inked(with: bar(width: 10, height: 70), left: 320, top: 0, shade: 160)
    #expect(DigitExtractor().extract(from: fading).neighbours.isEmpty)
  }

  @Test func aPalerAndThinnerSecondDigitIsFound() throws {
    let marker = Drawing.ink(of: 6, size: 150, seed: 3)
    var two = page(500, 300).inked(with: marker, left: 60, top: 70, shade: 30)
    for step in 0..<140 {
      for x in 0..<2 { two[330 + step / 8 + x, 80 + step] = 150 }
    }
    #expect(DigitExtractor().extract(from: two).neighbours.count == 1)
  }

  @Test(arguments: [(0, 0, 70, 300), (190, 0, 70, 300), (0, 235, 260, 65), (0, 0, 260, 50)])
  func bandsAreCutOff(x: Int, y: Int, width: Int, height: Int) throws {
    let ink = Drawing.ink(of: 2, size: 70, seed: 3)
    let drawn = try #require(ink.box(above: 127))
    let alone = page(260, 300).inked(with: ink, left: 95, top: 110, shade: 50)
    let banded = alone.inked(with: bar(width: width, height: height), left: x, top: y, shade: 15)
    let extraction = DigitExtractor().extract(from: banded)
    let part = try #require(extraction.part)
    #expect(part.overlap(with: PixelBox(x: x, y: y, width: width, height: height)) == 0)
    let found = try #require(extraction.measurements)
    #expect(found.isPlain, "\(found.flags)")
    #expect(found.box.overlap(with: drawn.moved(right: 95, down: 110)) > 0.7)
    #expect(DigitExtractor().extract(from: alone).part == nil)
  }
}
