/// An array of bytes with dimensions, as the MNIST files hold it: two zero bytes, the element type (8, unsigned byte),
/// the number of dimensions, each dimension as a big-endian 32-bit number, then the elements in row-major order.
package struct IDXFile: Equatable {
  package var dimensions: [Int]
  /// As many as the product of `dimensions`.
  package var elements: ArraySlice<UInt8>

  private static let unsignedByte: UInt8 = 8

  /// Takes the file's (inflated) bytes apart. `rank` is the number of dimensions expected: 3 for images, 1 for labels.
  package init(bytes: [UInt8], rank: Int, path: String) throws(RecognitionError) {
    let headerLength = 4 + 4 * rank
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == IDXFile.unsignedByte else {
      throw .malformedIDX(path: path, detail: "it does not begin with the IDX magic number for bytes")
    }
    guard bytes[3] == rank else {
      throw .malformedIDX(path: path, detail: "it has \(bytes[3]) dimensions, expected \(rank)")
    }
    guard bytes.count >= headerLength else {
      throw .malformedIDX(path: path, detail: "the header is cut short")
    }
    dimensions = (1...rank).map { axis in
      bytes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    elements = bytes[headerLength...]
    guard let count = IDXFile.product(dimensions), count == elements.count else {
      let shape = dimensions.map(String.init).joined(separator: "×")
      throw .malformedIDX(path: path, detail: "\(elements.count) elements do not fill \(shape)")
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
