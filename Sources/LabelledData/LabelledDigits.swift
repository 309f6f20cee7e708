import Files
import Imaging

/// Digits with their truth, in the layout in which batches are cut from them.
public struct LabelledDigits: Sendable, Equatable {
  /// count × 784 values, image after image, 0 paper … 255 ink.
  public private(set) var pixels: [UInt8]
  /// One for each image, 0 … 9.
  public private(set) var labels: [UInt8]
  /// The file each image came from; empty when they came from one archive.
  public private(set) var files: [String]

  /// A number for each image, the same for images by one hand; empty where the hands are not known.
  public var writers: [Int32] = []

  /// The number of digits.
  public var count: Int { labels.count }

  /// No digits yet.
  public init() {
    (pixels, labels, files) = ([], [], [])
  }

  /// `pixels` must hold 784 values for each label.
  public init(pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count == labels.count * DigitImage.pixelCount)
    (self.pixels, self.labels, self.files) = (pixels, labels, [])
  }

  /// The image of one digit.
  public subscript(index: Int) -> DigitImage {
    DigitImage(pixels: Array(pixels(of: index..<index + 1)))
  }

  /// SHA-256 of the labels, then the pixels; hexadecimal.
  package var digest: String {
    var hash = SHA256()
    hash.update(labels)
    hash.update(pixels)
    return hash.hexadecimal
  }

  /// 784 values for each of the digits in `range`.
  package func pixels(of range: Range<Int>) -> ArraySlice<UInt8> {
    pixels[range.lowerBound * DigitImage.pixelCount..<range.upperBound * DigitImage.pixelCount]
  }

  /// Adds a digit with its label, 0 … 9, and the file that it came from.
  public mutating func append(_ digit: DigitImage, label: UInt8, file: String) {
    pixels.append(contentsOf: digit.pixels)
    labels.append(label)
    files.append(file)
  }

  /// The digits at `indices`, in that order.
  public func selecting(_ indices: some Collection<Int>) -> LabelledDigits {
    var chosen = LabelledDigits()
    chosen.pixels.reserveCapacity(indices.count * DigitImage.pixelCount)
    chosen.labels = indices.map { labels[$0] }
    chosen.files = files.isEmpty ? [] : indices.map { files[$0] }
    chosen.writers = writers.isEmpty ? [] : indices.map { writers[$0] }
    for index in indices { chosen.pixels.append(contentsOf: pixels(of: index..<index + 1)) }
    return chosen
  }
}
