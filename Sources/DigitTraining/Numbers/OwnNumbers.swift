import Files
import Imaging
import NeuralNetwork

/// A user's own numbers, as the string network sees them: what it is fine-tuned on, or judged by.
public struct OwnNumbers: Sendable, Equatable {
  /// One line of a number.
  package struct Line: Sendable, Equatable {
    /// As it is drawn in reading.
    package var strip: NumberStrip
    /// Of the signs, from left to right.
    package var labels: [UInt8]

    package init(strip: NumberStrip, labels: [UInt8]) { (self.strip, self.labels) = (strip, labels) }
  }

  /// What one picture holds.
  package struct Number: Sendable, Equatable {
    /// The path of the picture, as text.
    package var file: String
    /// From the top to the bottom; at least one.
    package var lines: [Line]

    package init(file: String, lines: [Line]) { (self.file, self.lines) = (file, lines) }
  }

  /// In the order of the table.
  package let numbers: [Number]

  package init(_ numbers: [Number] = []) { self.numbers = numbers }

  /// Of numbers.
  public var count: Int { numbers.count }
  /// Of all numbers.
  package var lines: [Line] { numbers.flatMap(\.lines) }

  /// The numbers at `indices`, in that order.
  func selecting(_ indices: some Collection<Int>) -> OwnNumbers { OwnNumbers(indices.map { numbers[$0] }) }

  /// SHA-256 of the labels, widths and pixels of all lines; hexadecimal.
  var digest: String {
    var hash = SHA256()
    for line in lines {
      hash.update([UInt8(line.labels.count)] + line.labels)
      hash.update(withUnsafeBytes(of: UInt32(line.strip.picture.width).littleEndian, Array.init))
      hash.update(line.strip.picture.pixels)
    }
    return hash.hexadecimal
  }

  /// The indices of all numbers, those with the same pixels together. Ascending within a group and by the first of each.
  var groupsOfEqualPixels: [[Int]] {
    numbers.groupedIndices { $0.lines.map(\.strip.picture.pixels) }
  }

  /// Whether the numbers at `indices` have one text.
  func agree(_ indices: [Int]) -> Bool { Set(indices.map { numbers[$0].lines.map(\.labels) }).count == 1 }
}
