import Imaging
import TestSupport
import Testing

struct CroppingTests {
  @Test(arguments: [
    PixelBox(x: 0, y: 0, width: 13, height: 11), PixelBox(x: 12, y: 10, width: 1, height: 1),
    PixelBox(x: 3, y: 2, width: 7, height: 9), PixelBox(x: 5, y: 5, width: 0, height: 4),
  ]) func croppedKeepsWhatIsInside(box: PixelBox) {
    let image = GrayImage.randomShades(width: 13, height: 11, seed: 3)
    let part = image.cropped(to: box)
    #expect((part.width, part.height) == (box.width, box.height))
    for y in 0..<box.height {
      for x in 0..<box.width { #expect(part[x, y] == image[box.x + x, box.y + y]) }
    }
  }

  @Test func invertingTwiceChangesNothing() {
    let image = GrayImage.randomShades(width: 20, height: 20, seed: 4)
    #expect(image.inverted().inverted() == image)
    #expect(zip(image.pixels, image.inverted().pixels).allSatisfy { Int($0) + Int($1) == 255 })
  }

  @Test func paddingSurroundsThePicture() {
    let image = GrayImage.randomShades(width: 5, height: 3, seed: 6)
    let padded = image.padded(by: 2, with: 9)
    #expect((padded.width, padded.height) == (9, 7))
    #expect(padded.cropped(to: PixelBox(x: 2, y: 2, width: 5, height: 3)) == image)
    #expect(padded.pixels.count { $0 == 9 } >= 9 * 7 - 15 && padded[0, 0] == 9 && padded[8, 6] == 9)
  }
}
