import DigitRecognition
import Files
import ImageEncoding
import TestSupport
import Testing

/// JPEGs are decoded at half their size first, and again at their own where that leaves too little of the digit.
@Suite struct CoarseReadingTests {
  /// `side`: of the square into which the digit is written, in pixels of the file.
  private func reading(side: Int, penWidth: Float, pageSide: Int = 600) throws -> ScanNormalizer.Reading {
    var page = DrawnPage(width: pageSide, height: pageSide)
    page.penWidth = penWidth
    page.write(3, x: (pageSide - side) / 2, y: (pageSide - side) / 2, side: side)
    let folder = try TemporaryFolder()
    let file = try folder.write(ImageEncoder.jpeg(gray: page.image, options: JPEGOptions(quality: 95)), to: "3.jpg")
    let reading = try ScanNormalizer().read(FilePath(file)).get()
    #expect(reading.extraction.digit != nil)
    return reading
  }

  @Test func aLargeDigitIsReadAtHalfTheSize() throws {
    let reading = try reading(side: 300, penWidth: 0.08)
    #expect(reading.scale == 2 && reading.picture.width == 300)
  }

  /// Too small, or drawn too finely.
  @Test(arguments: [(60, Float(0.12)), (300, 0.012)])
  func detailIsReadAtTheFullSize(side: Int, penWidth: Float) throws {
    let reading = try reading(side: side, penWidth: penWidth)
    #expect(reading.scale == 1 && reading.picture.width == 600)
  }

  @Test func aSmallPictureIsNotReduced() throws {
    let reading = try reading(side: 200, penWidth: 0.08, pageSide: 299)
    #expect(reading.scale == 1 && reading.picture.width == 299)
  }
}
