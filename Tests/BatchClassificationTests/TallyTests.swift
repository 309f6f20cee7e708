import BatchClassification
import DigitRecognition
import Files
import Foundation
import ImageIngestion
import Testing

@Suite struct TallyTests {
  @Test func countsRowsAndCauses() {
    var tally = BatchRun.Tally()
    tally.add(Row("", status: .blank))
    tally.add(Row("", status: .error, cause: .damaged))
    tally.add(Row("", status: .error, cause: .missing))
    tally.add(Row("", status: .error, cause: .missing))
    var sum = tally
    sum.addRows(of: tally)
    #expect(sum.rows == 8 && sum[.blank] == 2 && sum[.error] == 6 && sum.answers == 0)
    #expect(sum.causesByFrequency.map(\.cause) == [.missing, .damaged])
    #expect(sum.causesByFrequency.map(\.count) == [4, 2])
  }

  @Test func itsJSONStaysAsItIs() throws {
    var tally = BatchRun.Tally()
    tally.counts = [.ok: 5, .review: 2, .blank: 1, .error: 11]
    for cause in ErrorCause.allCases { tally.causes[cause] = 1 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(tally)
    let expected = """
      {"causes":{"damaged":1,"empty":1,"missing":1,"not_an_image":1,"permission_denied":1,"too_large":1,\
      "took_too_long":1,"truncated":1,"unreadable":1,"unsupported_format":1},\
      "counts":{"blank":1,"error":11,"ok":5,"review":2}}
      """
    #expect(String(decoding: json, as: UTF8.self) == expected)
    #expect(try JSONDecoder().decode(BatchRun.Tally.self, from: json) == tally)
  }

  @Test func picturesOfSeveralDigitsAreCountedApart() throws {
    var tally = BatchRun.Tally()
    tally.add(Row("", status: .review, isOfSeveral: true))
    tally.counts[.ok] = 3
    tally.counts[.review] = 2
    #expect(tally.rows == 5 && tally.answers == 4 && tally.several == 1)
    var sum = tally
    sum.addRows(of: tally)
    #expect(sum.several == 2 && sum.answers == 8)
    #expect(try JSONDecoder().decode(BatchRun.Tally.self, from: JSONEncoder().encode(tally)) == tally)
  }

  @Test(arguments: [
    #"{"causes":{},"counts":{"ok":9223372036854775807,"review":1}}"#, #"{"causes":{},"counts":{"ok":-1}}"#,
    #"{"causes":{"missing":9223372036854775807},"counts":{}}"#, #"{"causes":{},"counts":{"review":1},"several":2}"#,
    #"{"causes":{},"counts":{"ok":1e300}}"#,
  ]) func countsThatNoRunHasAreRefused(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(BatchRun.Tally.self, from: Data(json.utf8))
    }
  }

  @Test(arguments: [
    (IngestionError.empty, "empty"), (.notAnImage(kind: "plain text"), "not an image"),
    (.unrecognizedFormat, "not an image"), (.unsupported(.gif), "unsupported format"),
    (.applePNG, "unsupported format"), (.unsupportedJPEG(kind: "lossless"), "unsupported format"),
    (.truncated(format: "PNG"), "truncated"), (.corrupt(format: "PNG", detail: ""), "damaged"),
    (.tooManyPixels(width: 1, height: 2, limit: 1), "too large"),
  ]) func everyDecodingErrorHasItsCause(error: IngestionError, words: String) {
    #expect(Unreadable(error).cause.words == words)
    #expect(Unreadable(error).reason == error.description)
  }

  @Test(arguments: [
    (ENOENT, ErrorCause.missing), (ENOTDIR, .missing), (EACCES, .permissionDenied), (EPERM, .permissionDenied),
    (EISDIR, .unreadable), (EIO, .unreadable),
  ]) func soHaveTheSystemsErrors(number: Int32, cause: ErrorCause) {
    #expect(Unreadable(systemError: number).cause == cause)
  }

  @Test func aMissingFileIsCounted() {
    let result = ScanNormalizer().read(FilePath("/nowhere/a.png"))
    guard case .failure(let problem) = result else { return #expect(Bool(false)) }
    #expect(problem == Unreadable("No such file or directory", cause: .missing))
  }
}
