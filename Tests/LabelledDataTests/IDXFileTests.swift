import LabelledData
import TestSupport
import Testing

@Suite struct IDXFileTests {
  struct Broken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var detail: String
  }

  static let corpus = [
    Broken(testDescription: "empty", bytes: [], detail: "it does not begin with the IDX magic number for bytes"),
    Broken(
      testDescription: "HTML",
      bytes: Array("<!DOCTYPE html>".utf8),
      detail: "it does not begin with the IDX magic number for bytes"
    ),
    Broken(
      testDescription: "floats",
      bytes: idx([1], [0, 0, 0, 0], type: 0x0D),
      detail: "it does not begin with the IDX magic number for bytes"
    ),
    Broken(
      testDescription: "labels for images",
      bytes: idx([3], [1, 2, 3]),
      detail: "it has 1 dimensions, expected 3"
    ),
    Broken(testDescription: "half a header", bytes: [0, 0, 8, 3, 0, 0, 0, 1], detail: "the header is cut short"),
    Broken(
      testDescription: "one element short",
      bytes: idx([2, 2, 2], Array(repeating: 0, count: 7)),
      detail: "7 elements do not fill 2×2×2"
    ),
    Broken(
      testDescription: "one element more",
      bytes: idx([2, 2, 2], Array(repeating: 0, count: 9)),
      detail: "9 elements do not fill 2×2×2"
    ),
    Broken(
      testDescription: "a product beyond 64 bits",
      bytes: idx([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [0]),
      detail: "1 elements do not fill 4294967295×4294967295×4294967295"
    ),
  ]

  @Test(arguments: corpus) func refusesBrokenFile(_ broken: Broken) {
    #expect(throws: DataError.malformedIDX(path: "file", detail: broken.detail)) {
      try IDXFile(bytes: broken.bytes, rank: 3, path: "file")
    }
  }

  @Test func readsDimensionsAndElements() throws {
    let file = try IDXFile(bytes: idx([1, 2, 3], [1, 2, 3, 4, 5, 6]), rank: 3, path: "file")
    #expect(file.dimensions == [1, 2, 3])
    #expect(Array(file.elements) == [1, 2, 3, 4, 5, 6])
  }
}
