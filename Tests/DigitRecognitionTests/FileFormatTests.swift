import CImageCodecs
import DigitRecognition
import Files
import Foundation
import ImageEncoding
import ImageIngestion
import Imaging
import TestSupport
import Testing

/// The same picture gives the same digit whatever file it is in.
@Suite(.enabled(if: TestData.hasSamples, "needs samples/")) struct FileFormatTests {
  private static let names = (try? TestData.digitSampleNames()) ?? []

  private let folder: TemporaryFolder
  private let classifier: Classifier

  init() throws {
    folder = try TemporaryFolder()
    classifier = Classifier(cascade: try ModelCatalog.cascade(), options: .init())
  }

  /// A sample with dark ink on light paper.
  private func sample(_ name: String) throws -> GrayImage {
    let data = try Data(contentsOf: URL(filePath: TestData.samples + "/" + name))
    let picture = try data.withUnsafeBytes { try ImageDecoder().decode($0) }
    return DigitExtractor().extract(from: picture).measurements?.polarity == .light ? picture.inverted() : picture
  }

  /// What each of `files` is read as; nil where no digit is seen.
  private func digits(_ files: [[UInt8]]) throws -> [Int?] {
    let inputs = try files.enumerated().map { index, file in
      ClassificationInput(path: FilePath(try folder.write(file, to: "\(index)")))
    }
    return try classifier.classify(inputs).map { $0.reading?.probabilities.digit }
  }

  @Test(arguments: names) func everyKindOfPNG(name: String) throws {
    let picture = try sample(name)
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
    let files = try kinds.map { try ImageEncoder.png($0) } + kinds.map { try ImageEncoder.png($0, interlaced: true) }
    let digits = try digits(files)
    #expect(Set(digits) == [digits[0]], "\(digits)")
  }

  @Test(arguments: names) func everyKindOfJPEG(name: String) throws {
    let picture = try sample(name)
    var files = [try ImageEncoder.png(gray: picture), try picture.cmykJPEG()]
    for orientation in 1...8 {
      let options = JPEGOptions(quality: 95, isProgressive: orientation % 2 == 0, orientation: orientation)
      let stored = picture.stored(orientation)
      files.append(try ImageEncoder.jpeg(gray: stored, options: options))
      files.append(try ImageEncoder.jpeg(rgb: ColorImage(stored.inverted()), options: options))
    }
    let digits = try digits(files)
    #expect(Set(digits) == [digits[0]], "\(digits)")
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
