/// The regular files of a tar archive (POSIX ustar and pax, GNU and old tar), in its order.
package struct TarArchive: UploadedFiles {
  private static let blockSize = 512

  private let bytes: [UInt8]
  private var offset = 0
  /// Files so far.
  private var count = 0
  /// What a header before a file's own said of it.
  private var longName: [UInt8]?
  private var size: Int?

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// - Throws: `badArchive`.
  package mutating func next() throws(RequestError) -> UploadedFile? {
    while let header = try nextHeader() {
      if let file = try take(header) { return file }
    }
    return nil
  }

  /// The next block but for zeros, with which an archive ends; nil at the end.
  private mutating func nextHeader() throws(RequestError) -> ArraySlice<UInt8>? {
    guard offset < bytes.count else { return nil }
    guard offset + TarArchive.blockSize <= bytes.count else { throw cutShort }
    let block = bytes[offset..<offset + TarArchive.blockSize]
    if block.allSatisfy({ $0 == 0 }) { return nil }
    guard hasRightChecksum(block) else { throw notTar }
    offset += TarArchive.blockSize
    return block
  }

  /// Gives the header's file, if it has one.
  private mutating func take(_ header: ArraySlice<UInt8>) throws(RequestError) -> UploadedFile? {
    let kind = header[header.startIndex + 156]
    let isHint = [UInt8(ascii: "L"), UInt8(ascii: "K"), UInt8(ascii: "x"), UInt8(ascii: "g")].contains(kind)
    guard let stated = number(header, 124, 12) else { throw notTar }
    let length = isHint ? stated : size ?? stated
    guard length <= bytes.count - offset else { throw cutShort }
    let content = offset..<offset + length
    offset += (length + TarArchive.blockSize - 1) / TarArchive.blockSize * TarArchive.blockSize
    switch kind {
    case UInt8(ascii: "L"): longName = try checked(bytes[content].prefix { $0 != 0 })
    case UInt8(ascii: "x"): try takeExtension(bytes[content])
    case UInt8(ascii: "K"), UInt8(ascii: "g"): break
    case UInt8(ascii: "S"):
      throw .badArchive(detail: "the archive stores a file with holes: make it without --sparse")
    default:
      let name = longName ?? self.name(in: header)
      (longName, size) = (nil, nil)
      // Old archives have no other mark of a folder.
      guard [0, UInt8(ascii: "0"), UInt8(ascii: "7")].contains(kind), name.last != UInt8(ascii: "/") else { break }
      count += 1
      return UploadedFile(name: name, range: content)
    }
    return nil
  }

  private func checked(_ name: ArraySlice<UInt8>) throws(RequestError) -> [UInt8] {
    guard name.count <= UploadedFile.maximumNameLength else {
      throw .badArchive(
        detail: "the name of file \(count + 1) is longer than \(UploadedFile.maximumNameLength) bytes: shorten it")
    }
    return Array(name)
  }

  /// Records of the form `LENGTH KEY=VALUE\n`.
  private mutating func takeExtension(_ records: ArraySlice<UInt8>) throws(RequestError) {
    var rest = records
    while !rest.isEmpty {
      let digits = rest.prefix(20).prefix { $0 != UInt8(ascii: " ") }
      guard let length = Int(String(decoding: digits, as: UTF8.self)), length > digits.count + 1, length <= rest.count
      else { throw notTar }
      let record = rest.prefix(length).dropFirst(digits.count + 1).dropLast()
      let key = record.prefix { $0 != UInt8(ascii: "=") }
      let value = record.dropFirst(key.count + 1)
      if key.elementsEqual("path".utf8) { longName = try checked(value) }
      if key.elementsEqual("size".utf8) {
        guard let number = Int(String(decoding: value.prefix(20), as: UTF8.self)), number >= 0 else { throw notTar }
        size = number
      }
      rest = rest.dropFirst(length)
    }
  }

  private func name(in header: ArraySlice<UInt8>) -> [UInt8] {
    let name = text(header, 0, 100)
    // GNU's own format has times where POSIX has the folder.
    guard text(header, 257, 8) == Array("ustar".utf8) else { return name }
    let folder = text(header, 345, 155)
    return folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
  }

  /// Up to the first zero.
  private func text(_ header: ArraySlice<UInt8>, _ start: Int, _ length: Int) -> [UInt8] {
    Array(header.dropFirst(start).prefix(length).prefix { $0 != 0 })
  }

  /// Octal digits, or binary where the first bit is set. nil for anything else.
  private func number(_ header: ArraySlice<UInt8>, _ start: Int, _ length: Int) -> Int? {
    let field = header.dropFirst(start).prefix(length)
    if let first = field.first, first & 0x80 != 0 {
      let digits = [first & 0x7F] + field.dropFirst()
      // More than 2⁵⁶ bytes are in no archive.
      return digits.dropLast(7).allSatisfy { $0 == 0 } ? digits.suffix(7).reduce(0) { $0 << 8 | Int($1) } : nil
    }
    let digits = field.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
    return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self), radix: 8).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The sum of all bytes, where the sum's own count as spaces.
  private func hasRightChecksum(_ header: ArraySlice<UInt8>) -> Bool {
    let own = header.dropFirst(148).prefix(8)
    let sum = header.reduce(0) { $0 + Int($1) } - own.reduce(0) { $0 + Int($1) } + 8 * 0x20
    return number(header, 148, 8) == sum
  }

  private var cutShort: RequestError {
    .badArchive(detail: "the archive is cut short after \(count) files: send it again")
  }

  private var notTar: RequestError {
    .badArchive(
      detail: count == 0
        ? "not a tar archive: make it with tar -c, without compression"
        : "the archive is damaged after \(count) files: make it again")
  }
}
