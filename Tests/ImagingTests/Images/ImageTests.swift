import Imaging
import Testing

struct ImageTests {
  @Test func grayImagesAreRowMajor() {
    var image = GrayImage(width: 3, height: 2, pixels: [0, 1, 2, 10, 11, 12])
    #expect(image[2, 0] == 2 && image[0, 1] == 10)
    image[1, 1] = 200
    #expect(image.pixels == [0, 1, 2, 10, 200, 12])
  }

  @Test func grayImagesBeginWhite() {
    #expect(GrayImage(width: 2, height: 2).pixels == [255, 255, 255, 255])
    #expect(GrayImage(width: 1, height: 3, filledWith: 7).pixels == [7, 7, 7])
    #expect(GrayImage(width: 0, height: 5).pixels.isEmpty)
  }

  @Test func shapeIsPartOfEquality() {
    let pixels: [UInt8] = [1, 2, 3, 4, 5, 6]
    #expect(GrayImage(width: 3, height: 2, pixels: pixels) != GrayImage(width: 2, height: 3, pixels: pixels))
  }

  @Test func digitsAreRowMajorAndBeginEmpty() {
    var digit = DigitImage()
    #expect(digit.pixels == Array(repeating: 0, count: 784))
    digit[27, 1] = 9
    #expect(digit.pixels[28 + 27] == 9)
    #expect(DigitImage(pixels: digit.pixels) == digit)
    #expect(DigitImage(pixels: digit.pixels)[27, 1] == 9)
  }

  @Test func grayBecomesThreeEqualChannels() {
    let color = ColorImage(GrayImage(width: 2, height: 1, pixels: [5, 250]))
    #expect(color == ColorImage(width: 2, height: 1, samples: [5, 5, 5, 250, 250, 250]))
  }

  @Test func tooFewPixelsAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = GrayImage(width: 2, height: 2, pixels: [1, 2, 3]) }
    await #expect(processExitsWith: .failure) { _ = DigitImage(pixels: [1, 2, 3]) }
    await #expect(processExitsWith: .failure) { _ = ColorImage(width: 1, height: 1, samples: [1]) }
  }
}
