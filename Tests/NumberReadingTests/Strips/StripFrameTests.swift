import Imaging
import NumberReading
import Testing

@Suite("Where a strip lies in its picture")
struct StripFrameTests {
  @Test("A level strip's pixels are so many of the picture's", arguments: [0.5, 2] as [Float])
  func level(step: Float) {
    let frame = StripFrame(x: 10, y: 20, columnStep: step, rowStep: 2 * step, width: 64)
    let place = frame.inPicture(column: 8, row: 24)
    #expect(place.x == 10 + 8 * step && place.y == 20 + 48 * step)
    let box = frame.inPicture(left: 4, top: 8, right: 20, bottom: 40)
    #expect(
      box == PixelBox(x: Int(10 + 4 * step), y: Int(20 + 16 * step), width: Int(16 * step), height: Int(64 * step)))
  }

  @Test("The rows of a turned strip go down to the right")
  func turned() {
    let frame = StripFrame(x: 0, y: 0, angle: .pi / 6, columnStep: 1, rowStep: 1, width: 64)
    let place = frame.inPicture(column: 10, row: 0)
    #expect(abs(place.x - 8.66) < 0.01 && abs(place.y - 5) < 0.01)
  }
}
