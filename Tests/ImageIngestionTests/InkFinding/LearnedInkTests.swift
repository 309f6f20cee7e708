import ImageIngestion
import Imaging
import Testing

struct LearnedInkTests {
  private func mask(_ boxes: [(x: Int, y: Int, width: Int, height: Int)]) -> GrayImage {
    var mask = GrayImage(width: 96, height: 96, filledWith: 0)
    for box in boxes {
      for y in box.y..<box.y + box.height {
        for x in box.x..<box.x + box.width { mask[x, y] = 255 }
      }
    }
    return mask
  }

  @Test func anEmptyMaskHasNoInk() {
    #expect(LearnedInk(mask: mask([])) == nil)
    #expect(LearnedInk(mask: GrayImage(width: 96, height: 96, filledWith: 127)) == nil)
    // Two pixels are no digit.
    #expect(LearnedInk(mask: mask([(10, 10, 2, 1)])) == nil)
  }

  @Test func fragmentsNearbyBelongAndSpecksFarAwayDoNot() throws {
    let stem = (x: 40, y: 20, width: 6, height: 50)
    let alone = try #require(LearnedInk(mask: mask([stem])))
    #expect(alone.box == PixelBox(x: 40, y: 20, width: 6, height: 50))
    let withHat = try #require(LearnedInk(mask: mask([stem, (55, 20, 20, 6)])))
    #expect(withHat.box == PixelBox(x: 40, y: 20, width: 35, height: 50))
    let withSpeck = try #require(LearnedInk(mask: mask([stem, (5, 90, 2, 1)])))
    #expect(withSpeck.box == alone.box)
    let withNeighbour = try #require(LearnedInk(mask: mask([stem, (80, 40, 6, 30)])))
    #expect(withNeighbour.box == alone.box)
  }

  @Test func theDigitIsMadeAsMNISTWas() throws {
    let digit = try #require(LearnedInk(mask: mask([(30, 10, 8, 60), (30, 10, 40, 8)]))?.digit())
    let inked = (0..<28).filter { y in (0..<28).contains { digit.pixels[y * 28 + $0] > 0 } }
    #expect(inked.count == 20 && digit.pixels.max() == 255)
  }

  @Test func measurementsAreInPixelsOfThePicture() throws {
    let ink = try #require(LearnedInk(mask: mask([(40, 20, 6, 50)])))
    let measurements = ink.measurements(in: InkWindow(x: 100, y: 200, side: 192))
    #expect(measurements.box == PixelBox(x: 180, y: 240, width: 12, height: 100))
    #expect(abs(measurements.strokeWidth - 12) < 2 && measurements.flags == [.unseenByRules])
  }
}
