import DigitRecognition
import DigitServer
import Files
import Testing

@Suite struct TarArchiveTests {
  private func names(_ bytes: [UInt8]) throws -> [String] {
    try files(bytes).map { FilePath(bytes: $0.name).text }
  }

  private func files(_ bytes: [UInt8]) throws -> [UploadedFile] {
    var archive = TarArchive(bytes)
    let files = try archive.next(.max)
    #expect(try TarArchive(bytes).count() == files.count)
    return files
  }

  @Test func givesRegularFilesInOrderWithTheirBytes() throws {
    let bytes =
      Tar.entry("b", kind: "5", []) + Tar.entry("link", kind: "2", [])
      + Tar.archive([("b/2.png", [1, 2, 3]), ("a.png", []), ("b/1.png", Array(repeating: 7, count: 512))])
    #expect(try names(bytes) == ["b/2.png", "a.png", "b/1.png"])
    #expect(try files(bytes).map { Array(bytes[$0.range]) } == [[1, 2, 3], [], Array(repeating: 7, count: 512)])
  }

  @Test func knowsThreeWaysToWriteALongName() throws {
    let long = String(repeating: "d/", count: 80) + "ä.png"
    let record = "path=\(long)\n"
    let digits = String(record.utf8.count + 4)
    let pax = "\(digits) \(record)"
    #expect(pax.utf8.count == Int(digits))
    let file = Tar.entry("short", kind: "0", [1])
    #expect(try names(Tar.entry("x", kind: "x", Array(pax.utf8)) + file) == [long])
    #expect(try names(Tar.entry("././@LongLink", kind: "L", Array((long + "\u{0}").utf8)) + file) == [long])
    #expect(try names(Tar.entry("a.png", kind: "0", [1], folder: "one/two")) == ["one/two/a.png"])
    // The hint is for one file alone.
    #expect(try names(Tar.entry("x", kind: "x", Array(pax.utf8)) + file + file) == [long, "short"])
  }

  /// As pax writes files that are too large for eleven octal digits.
  @Test func aSizeBeforeAFileCountsForItAlone() throws {
    let content = (0..<700).map { UInt8(truncatingIfNeeded: $0) }
    let bytes =
      Tar.extended("size", "700") + Tar.entry("large.png", kind: "0", content, size: 0)
      + Tar.archive([("small.png", [1, 2])])
    #expect(try names(bytes) == ["large.png", "small.png"])
    #expect(try files(bytes).map { Array(bytes[$0.range]) } == [content, [1, 2]])
    #expect(throws: RequestError.self) { try files(Tar.extended("size", "-1") + Tar.archive([("a", [])])) }
    #expect(throws: RequestError.self) { try files(Tar.extended("size", "999999") + Tar.archive([("a", [])])) }
  }

  @Test func anEndWithoutZerosIsAnEnd() throws {
    #expect(try names(Tar.entry("a", kind: "0", [1])) == ["a"])
    #expect(try names(Array(repeating: 0, count: 1024)) == [])
  }

  @Test func saysWhatIsWrong() throws {
    let whole = Tar.archive([("a", [1]), ("b", Array(repeating: 2, count: 2000))])
    for length in [1, 511, 512, 1537, 3000] {
      #expect(throws: RequestError.self, "cut after \(length)") { try files(Array(whole.prefix(length))) }
    }
    var damaged = whole
    damaged[3] ^= 1
    #expect(throws: RequestError.badArchive(detail: "not a tar archive: make it with tar -c, without compression")) {
      try files(damaged)
    }
    #expect(throws: RequestError.self) { try files(Tar.entry("a", kind: "S", [])) }
  }

  @Test func aNameHasALimit() throws {
    let file = Tar.entry("short", kind: "0", [1])
    func pax(_ name: String) -> [UInt8] {
      let record = " path=\(name)\n"
      return Tar.entry("x", kind: "x", Array("\(record.utf8.count + 4)\(record)".utf8))
    }
    for length in [1_024, 1_025, 1 << 20] {
      let name = String(repeating: "n", count: length)
      let long = Tar.entry("././@LongLink", kind: "L", Array(name.utf8)) + file
      if length == 1_024 {
        #expect(try names(long) == [name] && names(pax(name) + file) == [name])
      } else {
        #expect(throws: RequestError.self) { try names(long) }
        #expect(throws: RequestError.self) { try names(pax(name) + file) }
      }
    }
  }

  @Test func noBytesMakeItFail() throws {
    // Sizes and lengths that no archive has; what matters is that each ends in a result or a RequestError.
    let header = Tar.entry("a", kind: "0", [])
    for length in ["-0000000001", "77777777777", "9999", " 12", "\u{FF}"] {
      var bytes = header
      for (index, byte) in length.utf8.prefix(12).enumerated() { bytes[124 + index] = byte }
      _ = try? files(bytes)
    }
    for record in ["0 a=b\n", "99 path=a\n", "x", "5 =\n\n", "-5 a=b\n", "11 size=-1\n"] {
      _ = try? files(Tar.entry("x", kind: "x", Array(record.utf8)) + header)
    }
  }
}
