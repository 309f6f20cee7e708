import BatchClassification
import DigitRecognition
import DigitServer
import Files
import Foundation
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(5))) struct ArchiveTests {
  private static let headers: HTTPHeaders = ["Content-Type": "application/x-tar"]
  private static let tableHeaders: HTTPHeaders = ["Content-Type": "application/x-tar", "Accept": "text/csv"]

  private func test(
    _ change: (inout ServerSettings) -> Void = { _ in },
    _ body: (RouteClient) async throws -> Void
  ) async throws {
    try await body(RouteClient(try Servers.make(change)))
  }

  @Test func theSamplesGiveTheTableOfTheCommandLine() async throws {
    let folder = Fixtures.root.appendingPathComponent("samples").path
    let run = BatchRun(
      DigitRows(cascade: try ModelCatalog.cascade(), formatter: RowFormatter(), options: ScanNormalizer.Options()),
      jobs: 2)
    var table = ""
    _ = try run.run([.path(FilePath(folder), followsLinks: false)]) { text, _ in table += text }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".csv") }
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(sorted.count == table.split(separator: "\n").count - 1)
    let archive = Tar.archive(try sorted.map { ("samples/" + $0, try Fixtures.sample($0)) })
    let expected = table.replacingOccurrences(of: folder + "/", with: "samples/")
    try await test { client in
      let response = try await client.classify(archive, headers: Self.tableHeaders)
      #expect(response.header("Content-Type") == "text/csv; charset=utf-8")
      #expect(response.text == expected)
    }
  }

  @Test func aResultForEachFileInOrder() async throws {
    let image = try Fixtures.sample("0-ballpoint-scan.png")
    let files = [("b.png", image), ("notes.txt", Array("text".utf8)), (".hidden", []), ("a.png", image)]
    try await test { client in
      let response = try await client.classify(Tar.archive(files), query: "?include=row,pixels", headers: Self.headers)
      let results = try #require(response.object["results"] as? [[String: Any]])
      #expect(results.map { $0["file"] as? String } == files.map(\.0))
      #expect(results.map { $0["status"] as? String } == ["ok", "error", "error", "ok"])
      let row = try #require(results[0]["row"] as? String)
      #expect(row.hasPrefix("b.png,0,0.9") && row.hasSuffix(",ok,\n"), "\(row)")
      #expect(results[1]["digit"] is NSNull && results[1]["pixels"] is NSNull)
      #expect(results.map { ($0["digits"] as? [Any])?.count } == [1, 0, 0, 1])
      #expect(results[2]["message"] as? String == "empty file: copy or export it again")
    }
  }

  @Test func anArchiveMayHoldMoreThanTheQueue() async throws {
    let image = try Fixtures.sample("0-ballpoint-scan.png")
    let files = (0..<50).map { ("\($0).png", $0 % 5 == 0 ? Array("no image".utf8) : image) }
    try await test({ $0.limits.queueCapacity = 8 }) { client in
      let response = try await client.classify(Tar.archive(files), headers: Self.headers)
      let results = try #require(response.object["results"] as? [[String: Any]])
      #expect(results.map { $0["file"] as? String } == files.map(\.0))
      #expect(results.filter { $0["status"] as? String == "ok" }.count == 40)
    }
  }

  @Test func archivesThatAreNone() async throws {
    try await test { client in
      let nothing = try await client.classify([], headers: Self.headers)
      #expect(nothing.status == .badRequest && nothing.code == "empty_body")
      let image = try await client.classify(try Fixtures.sample("0-ballpoint-scan.png"), headers: Self.headers)
      #expect(image.status == .badRequest && image.code == "bad_archive")
      let named = try await client.classify(Tar.archive([]), query: "?name=a", headers: Self.headers)
      #expect(named.status == .badRequest && named.code == "bad_query")
      let empty = try await client.classify(Tar.archive([]), headers: Self.headers)
      #expect(empty.text == "{\"results\":[]}")
    }
  }

  @Test func aFormOfSeveralFilesAnswersAsAnArchiveDoes() async throws {
    let image = try Fixtures.sample("0-ballpoint-scan.png")
    let files = [("../../etc/passwd", image), ("=1+1", Array("text".utf8)), ("C:\\7.png", image)]
    try await test { client in
      let response = try await client.classify(Form.body(files), query: "?include=row", headers: Form.headers)
      let results = try #require(response.object["results"] as? [[String: Any]])
      #expect(results.map { $0["file"] as? String } == files.map(\.0))
      #expect(results.map { $0["status"] as? String } == ["ok", "error", "ok"])
      // A spreadsheet would take the name for a formula.
      #expect((results[1]["row"] as? String)?.hasPrefix("./=1+1,,,error,") ?? false)
      var headers = Form.headers
      headers.add(name: "Accept", value: "text/csv")
      let table = try await client.classify(Form.body([files[0]]), headers: headers).text
      #expect(table.hasPrefix("file,digit,confidence,status,message\n../../etc/passwd,0,"))
    }
  }

  @Test func formsWithoutAFile() async throws {
    try await test { client in
      let field = Array("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n".utf8)
      for body in [field, Array("no form".utf8), []] {
        let response = try await client.classify(body, headers: ["Content-Type": "multipart/form-data; boundary=b"])
        #expect(response.status == .badRequest)
        #expect(response.code == (body.isEmpty ? "empty_body" : "bad_form"))
      }
      let unbounded = try await client.classify(field, headers: ["Content-Type": "multipart/form-data"])
      #expect(unbounded.status == .badRequest && unbounded.code == "bad_form")
    }
  }

  @Test func anAnswerLargerThanItsShareIsRefusedForGood() async throws {
    let server = try Servers.make { $0.limits.memory = ByteSize(bytes: 400_000) }
    let files = (0..<300).map { ("\(String(repeating: "n", count: 90))\($0)", [UInt8]()) }
    let client = RouteClient(server)
    let response = try await client.classify(Tar.archive(files), query: "?include=row", headers: Self.headers)
    #expect(response.status == .payloadTooLarge && response.code == "answer_too_large")
    #expect(server.memory.held == 0)
    let half = try await client.classify(Tar.archive(Array(files.prefix(100))), headers: Self.headers)
    #expect((half.object["results"] as? [Any])?.count == 100)
    #expect(server.memory.held == 0)
  }
}
