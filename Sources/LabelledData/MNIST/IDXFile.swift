/// An array of bytes with dimensions, as the MNIST files hold it: two zero bytes, the element type (8, unsigned byte),
/// the number of dimensions, each dimension as a big-endian 32-bit number, then the elements in row-major order.
package struct IDXFile: Equatable {
  package var dimensions: [Int]
  /// As many as the product of `dimensions`.
  package var elements: ArraySlice<UInt8>

  private static let unsignedByte: UInt8 = 8

  /// What comes before the elements.
  package struct Header {
    package var dimensions: [Int]

    /// Of the file's first bytes, `length(rank:)` or more. `rank` is the number of dimensions expected: 3 for images, 1
    /// for labels.
    package init(_ bytes: [UInt8], rank: Int, path: String) throws {
      guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == IDXFile.unsignedByte else {
        throw DataError.malformedIDX(path: path, detail: "it does not begin with the IDX magic number for bytes")
      }
      guard bytes[3] == rank else {
        throw DataError.malformedIDX(path: path, detail: "it has \(bytes[3]) dimensions, expected \(rank)")
      }
      guard bytes.count >= Header.length(rank: rank) else {
        throw DataError.malformedIDX(path: path, detail: "the header is cut short")
      }
      dimensions = (1...rank).map { axis in
        bytes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
      }
    }

    package static func length(rank: Int) -> Int { 4 + 4 * rank }

    package var length: Int { Header.length(rank: dimensions.count) }

    /// nil when there are too many for any file.
    package var elementCount: Int? { IDXFile.product(dimensions) }

    package var shape: String { dimensions.map(String.init).joined(separator: "×") }
  }

  /// Takes the file's (inflated) bytes apart.
  package init(bytes: [UInt8], rank: Int, path: String) throws {
    let header = try Header(bytes, rank: rank, path: path)
    (dimensions, elements) = (header.dimensions, bytes[header.length...])
    guard header.elementCount == elements.count else {
      throw DataError.malformedIDX(path: path, detail: "\(elements.count) elements do not fill \(header.shape)")
    }
  }

  /// nil when the product is too large for any file.
  private static func product(_ factors: [Int]) -> Int? {
    var result = 1
    for factor in factors {
      let (partial, overflow) = result.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      result = partial
    }
    return result
  }
}
