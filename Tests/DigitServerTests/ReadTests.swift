import BatchClassification
import DigitRecognition
import DigitServer
import Files
import Foundation
import NIOHTTP1
import NumberReading
import Testing

/// `/v1/read`: numbers on the path of digits. The string network of these tests reads 7 wherever something is written.
@Suite(.timeLimit(.minutes(5))) struct ReadTests {
  private func test(
    _ change: (inout ServerSettings) -> Void = { _ in }, _ body: (RouteClient) async throws -> Void
  ) async throws {
    try await body(RouteClient(try Servers.make(readsNumbers: true, change)))
  }

  /// What the command line makes of the same bytes.
  private func rows(
    _ files: [(name: String, bytes: [UInt8])], _ rules: NumberRules = NumberRules(),
    _ formatter: NumberRowFormatter = NumberRowFormatter()
  ) throws -> String {
    let settings = NumberReader.Settings(
      cascade: try Servers.cascade.get(), strings: try Servers.strings.get(), rules: rules)
    let worker = NumberRows(settings, formatter: formatter).makeWorker()
    return try files.map { file in
      try worker([ClassificationInput(path: FilePath(file.name), bytes: file.bytes[...])])[0].text
    }.joined()
  }

  @Test func anImageGivesANumberAsTheCommandLineDoes() async throws {
    let image = try WhitePaper.seventeen()
    try await test { client in
      let response = try await client.read(image, query: "?name=a.png&include=row&alternatives=2")
      #expect(response.status == .ok && response.header("Content-Type") == "application/json")
      #expect(response.object["text"] as? String == "7" && response.object["value"] as? String == "7")
      let row = try rows([("a.png", image)])
      #expect(response.object["row"] as? String == row && row.hasPrefix("a.png,7,7,"))
      let line = try rows([("a.png", image)], NumberRules(), NumberRowFormatter(format: .jsonl, alternatives: 2))
      #expect(response.text.hasPrefix(line.dropLast(2)))
      #expect((response.object["alternatives"] as? [Any])?.isEmpty == false)
      let unnamed = try await client.read(image)
      #expect(unnamed.object["file"] == nil && (unnamed.object["alternatives"] as? [Any])?.isEmpty == true)
      #expect((unnamed.object["characters"] as? [[String: Any]])?.map { $0["text"] as? String } == ["7"])
    }
  }

  @Test func archivesAndFormsAreReadToo() async throws {
    let files = [("a/17.png", try WhitePaper.seventeen()), ("b.txt", Array("no image".utf8))]
    let table = NumberRowFormatter().header + (try rows(files))
    try await test { client in
      let tar: HTTPHeaders = ["Content-Type": "application/x-tar"]
      let results = try await client.read(Tar.archive(files), headers: tar).object["results"] as? [[String: Any]]
      #expect(results?.map { $0["file"] as? String } == ["a/17.png", "b.txt"])
      #expect(results?.map { $0["status"] as? String } == ["review", "error"])
      let csv: HTTPHeaders = ["Content-Type": "application/x-tar", "Accept": "text/csv"]
      #expect(try await client.read(Tar.archive(files), headers: csv).text == table)
      var form = Form.headers
      let one = try await client.read(Form.body([files[0]]), headers: form)
      #expect(one.object["file"] as? String == "a/17.png" && one.object["text"] as? String == "7")
      form.add(name: "Accept", value: "text/csv")
      #expect(try await client.read(Form.body(files), headers: form).text == table)
    }
  }

  /// One worker reads by the rules of each request, whatever those before it had.
  @Test func rulesEnterTheSearch() async throws {
    let image = try WhitePaper.seventeen()
    try await test({ $0.jobs = 1 }) { client in
      for _ in 0..<2 {
        for (query, rules) in [
          ("", NumberRules()), ("&pattern=1&pattern=2%5B34%5D", try NumberRules(patterns: ["1", "2[34]"])),
          ("&length=1&alphabet=date", try NumberRules(length: "1", alphabet: .date)),
          (
            "&alphabet=decimal&decimal=,&range=0..5",
            try NumberRules(alphabet: .decimal, decimalMark: .comma, range: "0..5")
          ),
          ("&check=luhn", try NumberRules(checkDigit: .luhn)),
        ] {
          let answer = try await client.read(image, query: "?name=a&include=row" + query).object
          #expect(answer["row"] as? String == (try rows([("a", image)], rules)), "\(query)")
        }
      }
      let broken = try await client.read(image, query: "?pattern=12").object
      #expect((broken["message"] as? String)?.contains("pattern does not fit") == true, "\(broken)")
    }
  }

  @Test(arguments: [
    ("?pattern=%23%23(%23", "--pattern ##(#: character 3, (: this group is not closed; add a )"),
    ("?pattern=", "--pattern : is empty; write # for each digit, for example ####"),
    ("?pattern=%23&length=2", "--pattern: no number fits both --pattern and --length"),
    ("?length=0", "--length 0: write how many digits a number has, 1 to 99, for example 6 or 4-6"),
    ("?range=1..2&alphabet=date", "--range 1..2: a date has no value; leave --range or --alphabet date out"),
    ("?check=iban", "check=iban is unknown: there are luhn, mod11, mod97, ean"),
    ("?alphabet=hex", "alphabet=hex is unknown: there are digits, decimal, date"),
    ("?decimal=;", "decimal=; is unknown: there are auto, ., ,"),
    ("?alternatives=10", "alternatives=10 is no number from 0 to 9"),
    ("?length=1&length=2", "length is given twice: give it once"),
    ("?include=pixels", "include=pixels is unknown: there is row"),
    (
      "?list=ids.csv",
      "the parameter list is unknown: there are name, include, pattern, length, alphabet, decimal, range, check, alternatives"
    ),
  ]) func rulesThatCannotBeUsedAreRefused(query: String, message: String) async throws {
    let image = try WhitePaper.seventeen()
    try await test { client in
      let response = try await client.read(image, query: query)
      #expect(response.status == .badRequest && response.code == "bad_query" && response.message == message)
      let files = Tar.archive([("a.png", image), ("b.png", image)])
      let archive = try await client.read(files, query: query, headers: ["Content-Type": "application/x-tar"])
      #expect(archive.status == .badRequest && archive.message == message)
      #expect(try await client.read(image).status == .ok)
      #expect(try await client.execute(uri: "/metrics", method: .GET).text.contains("digits_queue_images 0\n"))
    }
  }

  @Test func rulesAreBounded() async throws {
    let image = try WhitePaper.seventeen()
    let many = "?" + (0..<17).map { "pattern=\($0)" }.joined(separator: "&")
    let nested = String(repeating: "((%23%3F){0,}){0,}", count: 30)
    try await test { client in
      for query in [many, "?pattern=" + String(repeating: "1", count: 1_025), "?pattern=((%23{99}){99}){99}"] {
        let response = try await client.read(image, query: query)
        #expect(response.code == "bad_query", "\(query)")
      }
      let response = try await client.read(image, query: "?pattern=" + nested)
      #expect(response.status == .ok)
    }
  }

  @Test func digitsHaveNoRules() async throws {
    try await test { client in
      let response = try await client.classify(try WhitePaper.seventeen(), query: "?pattern=%23")
      #expect(response.code == "bad_query" && response.message?.hasSuffix("there are name and include") == true)
    }
  }

  @Test func withoutANetworkNumbersAreRefused() async throws {
    let client = RouteClient(try Servers.make())
    let response = try await client.read(try WhitePaper.seventeen())
    #expect(response.status == .notImplemented && response.code == "numbers_not_available")
    #expect(response.message?.contains("--number-model") == true)
    #expect(try await client.execute(uri: "/v1/model", method: .GET).object["numbers"] is NSNull)
    #expect(try await client.classify(try WhitePaper.seventeen()).status == .ok)
  }

  @Test func numbersShareTheQueueAndItsLimits() async throws {
    let server = try Servers.make(readsNumbers: true) {
      ($0.limits.queueCapacity, $0.maximumBodySize) = (8, ByteSize(bytes: 10_000))
    }
    let (client, image) = (RouteClient(server), try WhitePaper.seventeen())
    try server.queue.takePlaces(4, for: .unknown)
    #expect(try await client.read(image).code == "too_many_requests")
    server.queue.giveBackPlaces(4, of: .unknown)
    #expect(try await client.read(image).status == .ok && server.queue.count == 0)
    #expect(try await client.read(Array(repeating: 0, count: 10_001)).code == "body_too_large")
    let text = try await client.read(Array("no image".utf8), query: "?name=a&include=row")
    #expect(text.status == .unsupportedMediaType && (text.object["row"] as? String)?.hasPrefix("a,,,,error,") == true)
    server.queue.stop()
    #expect(try await client.read(image).code == "stopping")
    #expect(server.memory.held == 0)
  }

  @Test func numbersAreNamedAndCounted() async throws {
    try await test { client in
      _ = try await client.read(try WhitePaper.seventeen())
      _ = try await client.read(try WhitePaper.png(width: 40, height: 40))
      let text = try await client.execute(uri: "/metrics", method: .GET).text
      for line in [
        "digits_requests_total{route=\"/v1/read\",status=\"200\"} 2", "digits_numbers_total{status=\"review\"} 1",
        "digits_numbers_total{status=\"blank\"} 1", "digits_classifications_total{status=\"blank\"} 0",
        "digits_read_seconds_count 2", "digits_classify_seconds_count 0",
      ] {
        #expect(text.contains(line + "\n"), "\(line)")
      }
      let model = try await client.execute(uri: "/v1/model", method: .GET).object
      let numbers = try #require(model["numbers"] as? [String: Any])
      #expect(numbers["csvHeader"] as? String == "file,text,value,confidence,status,message")
      #expect(numbers["minimumConfidence"] as? Double == NumberPolicy.defaultMinimumConfidence)
      let network = try #require(numbers["network"] as? [String: Any])
      #expect(network["name"] as? String == "strings" && (network["sha256"] as? String)?.count == 64)
    }
  }
}
