import DigitRecognition
import Files
import Testing

@Suite struct CSVReaderTests {
  private func read(_ bytes: [UInt8]) throws -> (fields: [[String]], lines: [Int], peculiarities: [String]) {
    var reader = try CSVReader(bytes, path: "t")
    let records = try reader.records()
    let fields = records.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } }
    return (fields, records.map(\.line), reader.peculiarities)
  }

  @Test func readsWindowsFilesAndSkipsEmptyLines() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("file,digit\r\n\r\n\"a\r\nb\",1\r\nc,".utf8)
    let table = try read(bytes)
    #expect(table.fields == [["file", "digit"], ["a\r\nb", "1"], ["c", ""]])
    #expect(table.lines == [1, 3, 5] && table.peculiarities.isEmpty)
  }

  @Test(arguments: [
    ("file;digit\n\"a;b\";1,5\n", ["semicolons"]), ("file\tdigit\na;b\t1,5\n", ["tabs"]),
    ("sep=;\r\nfile;digit\r\na;1,5\r\n", ["semicolons"]), ("\n\"file,name\";digit\na;1,5", ["semicolons"]),
  ]) func tellsTheSeparatorFromTheFirstLine(text: String, peculiarities: [String]) throws {
    let table = try read(Array(text.utf8))
    #expect(table.fields.allSatisfy { $0.count == 2 } && table.fields.last?.last == "1,5")
    #expect(table.fields.first?.last == "digit" && table.peculiarities == peculiarities)
    #expect(table.lines == (text.hasPrefix("sep") || text.hasPrefix("\n") ? [2, 3] : [1, 2]))
  }

  @Test(arguments: [true, false], [true, false]) func readsUTF16(isBigEndian: Bool, hasMark: Bool) throws {
    let text = (hasMark ? "\u{FEFF}" : "") + "file\tdigit\r\ngrün 😀.png\t7\r\n"
    let bytes = text.utf16.flatMap { unit -> [UInt8] in
      let halves = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isBigEndian ? halves.reversed() : halves
    }
    let table = try read(bytes)
    #expect(table.fields == [["file", "digit"], ["grün 😀.png", "7"]])
    #expect(table.peculiarities == ["tabs", "UTF-16"])
    for damaged in [bytes.dropLast(), bytes + (isBigEndian ? [0xD8, 0] : [0, 0xD8])] {
      let error = #expect(throws: FileError.self) { try read(Array(damaged)) }
      guard case .malformedTable("t", 1, let detail) = error else { return #expect(Bool(false)) }
      #expect(detail.hasPrefix("it begins like UTF-16"))
    }
  }

  @Test func readsLinesOfOldMacintoshesAndSpacesAroundQuotes() throws {
    #expect(try read(Array("file,digit\ra,1\r\rb,2".utf8)).fields == [["file", "digit"], ["a", "1"], ["b", "2"]])
    #expect(try read(Array("a, \"b,\"\"c\" ,d\n".utf8)).fields == [["a", "b,\"c", "d"]])
  }

  @Test(arguments: [
    ("a,b\n\"open", 2, "a quote is opened and never closed; add the closing one"),
    ("\"a\"b\n", 1, "text after a closing quote; double the quotes within a field"),
  ]) func refusesBrokenQuotes(text: String, line: Int, detail: String) {
    #expect(throws: FileError.malformedTable(path: "t", line: line, detail: detail)) {
      try read(Array(text.utf8))
    }
  }
}
