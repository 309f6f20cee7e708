import ImageIngestion
import Imaging
import Testing

struct InkWindowTests {
  /// Brightness rises to the right by 1 each `pixels`, and by nothing downwards.
  private func ramp(width: Int, height: Int, pixels: Int = 1) -> GrayImage {
    GrayImage(
      width: width, height: height,
      pixels: (0..<height).flatMap { _ in (0..<width).map { UInt8(min(255, $0 / pixels)) } })
  }

  @Test(arguments: [(96, 96), (240, 240), (900, 900), (30, 30)]) func aRampStaysARamp(size: (Int, Int)) {
    let picture = GrayImage(
      width: size.0, height: size.1,
      pixels: (0..<size.1).flatMap { _ in (0..<size.0).map { UInt8($0 * 255 / (size.0 - 1)) } })
    let view = InkWindow(wholeOf: picture).view(of: picture)
    #expect(view.width == 96 && view.height == 96)
    for x in 0..<96 {
      #expect(abs(Int(view[x, 50]) - x * 255 / 95) <= 4, "column \(x)")
      #expect(view[x, 0] == view[x, 95])
    }
  }

  @Test func thePictureLiesInTheMiddleAndItsEdgeGoesOn() {
    var picture = GrayImage(width: 48, height: 24, filledWith: 200)
    picture[0, 10] = 0
    let window = InkWindow(wholeOf: picture)
    #expect(window == InkWindow(x: 0, y: -12, side: 48))
    let view = window.view(of: picture)
    // Two pixels of the view for one of the picture: row 10 is rows 44 and 45.
    #expect(view[0, 44] == 0 && view[1, 45] < 120 && view[8, 44] == view[8, 0])
    #expect(view[50, 2] == view[50, 90])
  }

  @Test func whatLiesBeyondThePictureIsNotInk() {
    let picture = GrayImage(width: 48, height: 24, filledWith: 200)
    let all = GrayImage(width: 96, height: 96, filledWith: 255)
    let inside = InkWindow(wholeOf: picture).inside(picture, of: all)
    #expect(inside[0, 24] == 255 && inside[95, 71] == 255 && inside[0, 23] == 0 && inside[95, 72] == 0)
    #expect(inside.pixels.count { $0 > 0 } == 96 * 48)
    // A window beside the picture sees nothing of it.
    #expect(InkWindow(x: 60, y: 0, side: 20).inside(picture, of: all).pixels.allSatisfy { $0 == 0 })
  }

  @Test func theCloserWindowHasTheDigitInItsMiddle() {
    let whole = InkWindow(x: 0, y: 0, side: 960)
    let closer = whole.closer(to: PixelBox(x: 10, y: 20, width: 8, height: 16))
    #expect(closer == InkWindow(x: 20, y: 160, side: 240))
  }

  @Test func contrastIsStretchedButNotThatOfNoise() {
    var faint = GrayImage(width: 96, height: 96, filledWith: 180)
    for x in 20..<60 { faint[x, 40] = 120 }
    let view = InkWindow.stretched(faint)
    #expect(view[30, 40] == 0 && view[0, 0] >= 254)
    var noise = GrayImage(width: 96, height: 96, filledWith: 180)
    for x in 20..<60 { noise[x, 40] = 176 }
    let calm = InkWindow.stretched(noise)
    #expect(24...26 ~= Int(calm[0, 0]) - Int(calm[30, 40]))
  }
}
