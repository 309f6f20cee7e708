import DigitRecognition
import DigitServer
import Files
import Testing

@Suite struct MultipartFormTests {
  private func files(_ body: [UInt8], boundary: String = Form.boundary) throws -> [UploadedFile] {
    var form = try MultipartForm(body, boundary: Array(boundary.utf8))
    let count = try form.count()
    let files = try form.next(.max)
    #expect(files.count == count)
    return files
  }

  private func names(_ body: [UInt8]) throws -> [String] {
    try files(body).map { FilePath(bytes: $0.name).text }
  }

  @Test func givesFilesInOrderWithTheirBytes() throws {
    let contents: [[UInt8]] = [[1, 2, 3], [], [13, 10], Array("\r\n--\(Form.boundary.dropLast())\r\n\r\n".utf8)]
    let body = Form.body(contents.enumerated().map { ("\($0.offset).png", $0.element) })
    #expect(try names(body) == ["0.png", "1.png", "2.png", "3.png"])
    #expect(try files(body).map { Array(body[$0.range]) } == contents)
    // What stands before and behind the form is passed over.
    let framed = Array("preamble\r\n".utf8) + body + Array("epilogue".utf8)
    #expect(try files(framed).map { Array(framed[$0.range]) } == contents)
  }

  @Test(arguments: [
    (#"filename="a.png""#, "a.png"), ("filename=a.png", "a.png"), (#"FileName="a; b.png""#, "a; b.png"),
    (#"filename="\"a\".png""#, "\"a\".png"), (#"filename="%22a%22.png""#, "\"a\".png"),
    (#"filename="C:\scans\7.png""#, #"C:\scans\7.png"#), (#"filename="../../etc/passwd""#, "../../etc/passwd"),
    (#"filename="ä.png""#, "ä.png"), (#"filename="100%.png""#, "100%.png"), (#"filename="unclosed"#, "unclosed"),
    (#"filename="=?x?="; filename*=utf-8''%C3%A4%20b.png"#, "ä b.png"), ("filename*=UTF-8''a%2.png", "a%2.png"),
  ])
  func keepsNames(parameters: String, name: String) throws {
    #expect(try names(Form.part(parameters, [1]) + Form.body([])) == [name])
  }

  @Test func passesOverFieldsAndFilesThatWereNotChosen() throws {
    let field = Form.part("x=1", Array("value".utf8))
    let none = Form.part("filename=\"\"", [])
    #expect(try names(field + none + Form.body([("a.png", [1])])) == ["a.png"])
    #expect(try names(field + Form.body([])) == [])
  }

  /// RFC 2046 lets the line end before a delimiter be that of the part's empty line.
  @Test func aPartMayEndWithItsHeader() throws {
    let header = "--\(Form.boundary)\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\n"
    let body = Array(header.utf8) + Form.body([("b.png", [1, 2])])
    #expect(try names(body) == ["a.png", "b.png"])
    #expect(try files(body).map { Array(body[$0.range]) } == [[], [1, 2]])
  }

  @Test func saysWhatIsWrong() throws {
    let whole = Form.body([("a.png", [1, 2, 3]), ("b.png", [4])])
    for length in [0, 10, 30, 100, 140, whole.count - 40, whole.count - 4] {
      #expect(throws: RequestError.self, "cut after \(length)") { try files(Array(whole.prefix(length))) }
    }
    for boundary in ["", String(repeating: "b", count: 71), "other"] {
      #expect(throws: RequestError.self, "\(boundary)") { try files(whole, boundary: boundary) }
    }
    let encoded = Form.part("filename=a", [1], more: "Content-Transfer-Encoding: base64\r\n") + Form.body([])
    #expect(throws: RequestError.badForm(detail: "file 1 of the form is encoded as base64: send its bytes as they are"))
    {
      try files(encoded)
    }
    let long = String(repeating: "n", count: 1_025)
    #expect(throws: RequestError.self) { try files(Form.body([(long, [1])])) }
    #expect(throws: RequestError.self) {
      try files(Form.part("filename=a", [1], more: "X: \(String(repeating: "x", count: 9_000))\r\n") + Form.body([]))
    }
  }

  @Test func noBytesMakeItFail() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    let whole = Form.body([("a.png", [1, 2, 3]), ("b.png", [4])])
    for _ in 0..<2_000 {
      var body = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        body[Int.random(in: 0..<body.count, using: &random)] =
          [13, 10, 45, 34, 59, 0].randomElement(using: &random) ?? 0
      }
      do {
        for file in try files(body) { #expect(body.indices.contains(file.range.lowerBound), "seed \(seed)") }
      } catch is RequestError {}
    }
  }
}

/// Random numbers that a seed tells.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
