import CZlib
import Testing

/// A PNG file taken apart without libpng: signature, chunk lengths and checksums are verified on the way.
struct PNGChunks {
  private(set) var names: [String] = []
  private(set) var header: [UInt8] = []
  private(set) var palette: [UInt8] = []
  /// The inflated image data: one filter byte, then the samples, for each row.
  private(set) var filteredRows: [UInt8] = []

  var width: Int { bigEndian(header[0..<4]) }
  var height: Int { bigEndian(header[4..<8]) }
  var bitDepth: Int { Int(header[8]) }
  var colorType: Int { Int(header[9]) }
  var isInterlaced: Bool { header[12] == 1 }

  init(_ file: [UInt8], inflatedCount: Int) throws {
    try #require(file.starts(with: [137, 80, 78, 71, 13, 10, 26, 10]))
    var compressed: [UInt8] = []
    var offset = 8
    while offset < file.count {
      try #require(offset + 12 <= file.count)
      let count = bigEndian(file[offset..<offset + 4])
      try #require(offset + 12 + count <= file.count)
      let nameAndData = Array(file[offset + 4..<offset + 8 + count])
      let checksum = bigEndian(file[offset + 8 + count..<offset + 12 + count])
      #expect(Int(crc32(0, nameAndData, UInt32(nameAndData.count))) == checksum)
      let name = String(decoding: nameAndData.prefix(4), as: UTF8.self)
      names.append(name)
      switch name {
      case "IHDR": header = Array(nameAndData.dropFirst(4))
      case "PLTE": palette = Array(nameAndData.dropFirst(4))
      case "IDAT": compressed += nameAndData.dropFirst(4)
      default: break
      }
      offset += 12 + count
    }
    try #require(header.count == 13)
    filteredRows = [UInt8](repeating: 0, count: inflatedCount + 1)
    var inflated = UInt(filteredRows.count)
    try #require(uncompress(&filteredRows, &inflated, compressed, UInt(compressed.count)) == Z_OK)
    filteredRows.removeLast(filteredRows.count - Int(inflated))
  }

  /// The samples of a picture that is not interlaced, filters undone (PNG specification, section 9).
  func samples(rowBytes: Int, pixelBytes: Int) throws -> [UInt8] {
    try #require(filteredRows.count == (rowBytes + 1) * height)
    var above = [UInt8](repeating: 0, count: rowBytes)
    var all: [UInt8] = []
    for y in 0..<height {
      let filter = filteredRows[y * (rowBytes + 1)]
      var row = Array(filteredRows[y * (rowBytes + 1) + 1..<(y + 1) * (rowBytes + 1)])
      for x in 0..<rowBytes {
        let left = x >= pixelBytes ? row[x - pixelBytes] : 0
        let corner = x >= pixelBytes ? above[x - pixelBytes] : 0
        row[x] &+= try prediction(filter, left: Int(left), up: Int(above[x]), corner: Int(corner))
      }
      all += row
      above = row
    }
    return all
  }

  private func prediction(_ filter: UInt8, left: Int, up: Int, corner: Int) throws -> UInt8 {
    switch filter {
    case 0: return 0
    case 1: return UInt8(left)
    case 2: return UInt8(up)
    case 3: return UInt8((left + up) / 2)
    default:
      try #require(filter == 4)
      let estimate = left + up - corner
      let candidates = [left, up, corner]
      return UInt8(candidates.min { abs(estimate - $0) < abs(estimate - $1) } ?? left)
    }
  }
}

func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.reduce(0) { $0 << 8 | Int($1) }
}
