import CImageCodecs
import Foundation
import ImageEncoding
import ImageIngestion
import Imaging
import TestSupport
import Testing

/// The same picture gives the same digit whatever file it is in.
@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct FileFormatTests {
  /// In 1/255, averaged over all pixels. A JPEG's blocks change edges a little, and a turned picture is reduced in other
  /// blocks, of which a rest at the right and bottom is left out.
  private static let (lossless, lossy) = (1.0, 6.0)

  private static let names = ((try? TestData.sampleNames()) ?? []).filter { $0 != "blank.png" }

  /// A sample with dark ink on light paper, and what is read from it.
  private func sample(_ name: String) throws -> (picture: GrayImage, digit: DigitImage) {
    let data = try Data(contentsOf: URL(filePath: TestData.samples + "/" + name))
    var picture = try data.withUnsafeBytes { try ImageDecoder().decode($0) }
    if DigitExtractor().extract(from: picture).findings?.polarity == .light { picture = picture.inverted() }
    return (picture, try #require(DigitExtractor().extract(from: picture).digit))
  }

  private func difference(_ file: [UInt8], from digit: DigitImage) throws -> Double {
    let picture = try file.withUnsafeBytes { try ImageDecoder().decode($0) }
    return try #require(DigitExtractor().extract(from: picture).digit).meanDifferenceIgnoringShift(from: digit)
  }

  @Test(arguments: names) func everyKindOfPNG(name: String) throws {
    let (picture, digit) = try sample(name)
    let (width, height) = (picture.width, picture.height)
    let (black, ink) = (GrayImage(width: width, height: height, filledWith: 0), picture.inverted())
    let kinds = [
      PNGSamples(gray: picture), PNGSamples(gray: ink), PNGSamples(rgb: ColorImage(picture)),
      PNGSamples(gray: black, alpha: ink), PNGSamples(rgb: ColorImage(black), alpha: ink),
      PNGSamples(gray16: picture.pixels.map { UInt16($0) * 257 }, width: width, height: height),
      PNGSamples(
        indices: ink.pixels, palette: (0...255).flatMap { repeatElement(255 - UInt8($0), count: 3) }, width: width,
        height: height),
    ]
    for (index, kind) in kinds.enumerated() {
      #expect(try difference(ImageEncoder.png(kind), from: digit) < Self.lossless, "kind \(index)")
      #expect(try difference(ImageEncoder.png(kind, interlaced: true), from: digit) < Self.lossless, "kind \(index)")
    }
  }

  @Test(arguments: names) func everyKindOfJPEG(name: String) throws {
    let (picture, digit) = try sample(name)
    for orientation in 1...8 {
      let options = JPEGOptions(quality: 95, isProgressive: orientation % 2 == 0, orientation: orientation)
      let stored = picture.stored(orientation)
      #expect(try difference(ImageEncoder.jpeg(gray: stored, options: options), from: digit) < Self.lossy)
      let colors = ColorImage(stored.inverted())
      #expect(try difference(ImageEncoder.jpeg(rgb: colors, options: options), from: digit) < Self.lossy)
    }
    #expect(try difference(picture.cmykJPEG(), from: digit) < Self.lossy)
  }
}

extension GrayImage {
  /// As a camera held so stores the picture that is to be seen (EXIF 2.32, tag 0x0112).
  fileprivate func stored(_ orientation: Int) -> GrayImage {
    let isTurned = orientation >= 5
    var stored = GrayImage(width: isTurned ? height : width, height: isTurned ? width : height)
    let (right, bottom) = (width - 1, height - 1)
    for y in 0..<height {
      for x in 0..<width {
        let place =
          switch orientation {
          case 2: (right - x, y)
          case 3: (right - x, bottom - y)
          case 4: (x, bottom - y)
          case 5: (y, x)
          case 6: (y, right - x)
          case 7: (bottom - y, right - x)
          case 8: (bottom - y, x)
          default: (x, y)
          }
        stored[place.0, place.1] = self[x, y]
      }
    }
    return stored
  }

  /// Black ink alone, stored inverted as Adobe's programs do.
  fileprivate func cmykJPEG() throws -> [UInt8] {
    let samples = pixels.flatMap { [255, 255, 255, $0] as [UInt8] }
    var file = encoded_image()
    defer { encoded_image_free(&file) }
    let isEncoded = samples.withUnsafeBufferPointer {
      let rows = sample_rows(
        samples: $0.baseAddress, row_bytes: width * 4, width: UInt32(width), height: UInt32(height))
      return encode_jpeg(rows, jpeg_layout(components: 4, quality: 95, progressive: 0, app1: nil, app1_count: 0), &file)
    }
    try #require(isEncoded == 1)
    return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
