import Foundation
import Logging
import Testing
import digits

@Suite struct MessageLogTests {
  @Test func textIsThePlainMessage() {
    #expect(written(.text, .notice, "going on", ["event": "notice"]) == "going on\n")
    #expect(written(.text, .info, "70 files", ["files": .stringConvertible(70)]) == "70 files\n")
    #expect(written(.text, .error, "a.csv: no", ["event": "error"]) == "digits: a.csv: no\n")
    #expect(written(.text, .error, "Error: usage", ["event": "usage"]) == "Error: usage\n")
  }

  @Test func jsonIsAnObjectOnALine() {
    let facts: Logger.Metadata = [
      "event": "summary", "files": .stringConvertible(70), "seconds": .stringConvertible(2.5),
      "errors_by_cause": ["damaged": .stringConvertible(1)], "list": ["a", .stringConvertible(2)],
    ]
    let expected = """
      {"timestamp":"2026-01-02T03:04:05.500Z","level":"info","message":"70 files","errors_by_cause":{"damaged":1},\
      "event":"summary","files":70,"list":["a",2],"seconds":2.5}

      """
    #expect(written(.json, .info, "70 files", facts) == expected)
    // An error's message has no prefix: the level says it.
    #expect(written(.json, .error, "no", [:]).contains(#""level":"error","message":"no"}"#))
  }

  @Test func jsonHoldsAnyString() throws {
    let text = (0..<0x80).map { String(UnicodeScalar($0)) }.joined() + "\"\u{301}é\u{2028}\u{FFFD}😀\r\n"
    let line = written(.json, .notice, text, ["path": .string(text), text: "key"])
    #expect(line.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
    #expect(object["message"].map { Array($0.utf8) } == Array(text.utf8))
    #expect(object["path"].map { Array($0.utf8) } == Array(text.utf8))
    #expect(object[text] == "key")
  }

  @Test(arguments: [
    (["digits", "classify", "a", "--log-format", "json"], LogFormat.json),
    (["digits", "classify", "--log-format=json", "a"], .json),
    (["digits", "classify", "a"], .text),
    (["digits", "classify", "--log-format", "text", "json"], .text),
    (["digits", "classify", "--", "--log-format", "json"], .text),
  ]) func theFormatIsKnownBeforeParsing(arguments: [String], format: LogFormat) {
    #expect(LogFormat(askedBy: arguments) == format)
  }

  private func written(
    _ format: LogFormat, _ level: Logger.Level, _ message: String, _ facts: Logger.Metadata
  ) -> String {
    let lines = Lines()
    var log = MessageLog(format: format)
    log.now = { Date(timeIntervalSince1970: 1_767_323_045.5) }
    log.write = { text in lines.add(text) }
    Logger(label: "test") { [log] _ in log }.log(level: level, "\(message)", metadata: facts)
    return lines.all.joined()
  }
}
