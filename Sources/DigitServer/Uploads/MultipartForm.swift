/// The files of a form as browsers and `curl -F` send it: multipart/form-data (RFC 7578), in its order. Fields that are no
/// files are passed over.
package struct MultipartForm: UploadedFiles {
  /// Of one part.
  private static let maximumHeaderLength = 8_192
  private static let lineEnd: [UInt8] = [13, 10]

  private let bytes: [UInt8]
  /// What stands before each part and after the last.
  private let delimiter: [UInt8]
  /// Behind the last delimiter so far; nil once nothing more is to come.
  private var offset: Int?
  /// Parts so far.
  private var count = 0

  /// `boundary`: as the request's `Content-Type` has it, 1 to 70 bytes.
  /// - Throws: `badForm`.
  package init(_ bytes: [UInt8], boundary: [UInt8]) throws(RequestError) {
    guard (1...70).contains(boundary.count), !boundary.contains(13), !boundary.contains(10) else {
      throw .badForm(detail: "the form's Content-Type has no boundary: let curl -F FIELD=@FILE write it")
    }
    self.bytes = bytes
    delimiter = MultipartForm.lineEnd + Array("--".utf8) + boundary
    // At the very beginning, the line end is that of the request's head.
    let atOnce = delimiter.dropFirst(2)
    offset = bytes.starts(with: atOnce) ? atOnce.count : endOfNextDelimiter(from: 0)
    guard offset != nil else {
      throw .badForm(detail: "not a form with that boundary: let curl -F FIELD=@FILE make it")
    }
  }

  /// - Throws: `badForm`.
  package mutating func next() throws(RequestError) -> UploadedFile? {
    while let start = try startOfPart() {
      count += 1
      let (field, content) = try disposition(from: start)
      guard let end = endOfNextDelimiter(from: content - MultipartForm.lineEnd.count) else { throw cutShort }
      offset = end
      let range = content..<max(content, end - delimiter.count)
      guard let name = HeaderParameters(field).fileName else { continue }
      // What a browser sends where no file was chosen.
      if name.isEmpty && range.isEmpty { continue }
      return UploadedFile(name: try checked(name), range: range)
    }
    return nil
  }

  /// Where the next part's header begins; nil after the last part.
  private mutating func startOfPart() throws(RequestError) -> Int? {
    guard let offset else { return nil }
    if bytes[offset...].starts(with: "--".utf8) {
      self.offset = nil
      return nil
    }
    let line = bytes[offset...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard line.starts(with: MultipartForm.lineEnd) else { throw cutShort }
    return line.startIndex + MultipartForm.lineEnd.count
  }

  /// The part's `Content-Disposition`, and where its content begins.
  private func disposition(from start: Int) throws(RequestError) -> (field: ArraySlice<UInt8>, content: Int) {
    var (field, rest) = (bytes[start..<start], bytes[start...].prefix(MultipartForm.maximumHeaderLength))
    while let end = rest.firstIndex(of: 10) {
      let line = rest[rest.startIndex..<end].last == 13 ? rest[rest.startIndex..<end - 1] : rest[rest.startIndex..<end]
      if line.isEmpty { return (field, end + 1) }
      if MultipartForm.isField(line, "content-disposition:") { field = line }
      if MultipartForm.isField(line, "content-transfer-encoding:") { try checkEncoding(line) }
      rest = rest[(end + 1)...]
    }
    throw cutShort
  }

  private static func isField(_ line: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { line.prefix($0.count).elementsEqual($0) { HeaderParameters.lowercased($0) == $1 } }
  }

  private func checkEncoding(_ line: ArraySlice<UInt8>) throws(RequestError) {
    let coding = String(decoding: line.drop { $0 != UInt8(ascii: ":") }.dropFirst(), as: UTF8.self).lowercased()
    guard ["binary", "8bit", "7bit"].contains(where: coding.contains) else {
      throw .badForm(detail: "file \(count) of the form is encoded as\(coding): send its bytes as they are")
    }
  }

  /// As browsers write a name: a quote or a line end in it is %XX.
  private func checked(_ name: [UInt8]) throws(RequestError) -> [UInt8] {
    guard name.count <= UploadedFile.maximumNameLength else {
      throw .badForm(
        detail: "the name of file \(count) is longer than \(UploadedFile.maximumNameLength) bytes: shorten it")
    }
    let escapes: [(text: String, byte: UInt8)] = [("%22", 34), ("%0D", 13), ("%0A", 10)]
    var (result, rest) = ([UInt8](), name[...])
    while let byte = rest.first {
      let escape = byte == UInt8(ascii: "%") ? escapes.first { rest.starts(with: $0.text.utf8) } : nil
      result.append(escape?.byte ?? byte)
      rest = rest.dropFirst(escape == nil ? 1 : 3)
    }
    return result
  }

  /// In linear time: a delimiter has but one carriage return, with which it begins.
  private func endOfNextDelimiter(from start: Int) -> Int? {
    var rest = bytes[start...]
    while let index = rest.firstIndex(of: 13) {
      rest = rest[index...]
      if rest.starts(with: delimiter) { return index + delimiter.count }
      rest = rest.dropFirst()
    }
    return nil
  }

  private var cutShort: RequestError {
    .badForm(detail: "the form is damaged or cut short at part \(count): send it again")
  }
}
