import BatchClassification
import DigitRecognition
import DigitServer
import Files
import Foundation
import ImageIngestion
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(5))) struct ClassifyTests {
  private func test(
    _ change: (inout ServerSettings) -> Void = { _ in },
    _ body: (RouteClient) async throws -> Void
  ) async throws {
    try await body(RouteClient(try Servers.make(change)))
  }

  @Test func anImageGivesADigit() async throws {
    try await test { client in
      let response = try await client.classify(try Fixtures.sample("0-ballpoint-scan.png"))
      #expect(response.status == .ok)
      #expect(response.header("Content-Type") == "application/json")
      let answer = response.object
      #expect(Set(answer.keys) == ["digit", "confidence", "status", "message", "probabilities", "digits"])
      #expect(answer["digit"] as? Int == 0)
      #expect(answer["status"] as? String == "ok" && answer["message"] as? String == "")
      let probabilities = try #require(answer["probabilities"] as? [Double])
      #expect(probabilities.count == 10 && probabilities[0] == answer["confidence"] as? Double)
      let digits = try #require(answer["digits"] as? [[String: Any]])
      #expect(digits.map { $0["digit"] as? Int } == [0])
      #expect(digits[0]["confidence"] as? Double == answer["confidence"] as? Double)
      let box = try #require(digits[0]["box"] as? [Int])
      #expect(box.count == 4 && box.allSatisfy { $0 > 0 })
    }
  }

  @Test func nameAndWhatElseIsAskedForComeBack() async throws {
    try await test { client in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let answer = try await client.classify(image, query: "?name=a%2C+b/%C3%A4.png&include=pixels,row").object
      #expect(answer["file"] as? String == "a, b/ä.png")
      let row = try #require(answer["row"] as? String)
      #expect(row.hasPrefix("\"a, b/ä.png\",0,0.9") && row.hasSuffix(",ok,\n"), "\(row)")
      let pixels = try #require(Data(base64Encoded: answer["pixels"] as? String ?? ""))
      #expect(pixels.count == 784 && pixels.contains { $0 > 200 })
      let named = try await client.classify(image, query: "?name=a.png").object
      #expect(named["file"] as? String == "a.png" && named["row"] == nil && named["pixels"] == nil)
    }
  }

  @Test func aNameThatIsNotUTF8IsWrittenAsTheCommandLineDoes() async throws {
    try await test { client in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let answer = try await client.classify(image, query: "?name=%FF%25.png&include=row").object
      #expect(answer["file"] as? String == "%FF%25.png")
      #expect((answer["row"] as? String)?.hasPrefix("%FF%25.png,0,") ?? false)
    }
  }

  @Test func paperWithoutInkIsBlank() async throws {
    let paper = try WhitePaper.png(width: 40, height: 40)
    try await test { client in
      let response = try await client.classify(paper, query: "?include=pixels")
      #expect(response.status == .ok)
      #expect(response.object["status"] as? String == "blank")
      for member in ["digit", "confidence", "probabilities", "pixels"] {
        #expect(response.object[member] is NSNull, "\(member)")
      }
      #expect((response.object["digits"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func severalDigitsAreNeverOne() async throws {
    let number = try WhitePaper.seventeen()
    try await test { client in
      let answer = try await client.classify(number, query: "?name=17.png&include=pixels,row").object
      #expect(answer["status"] as? String == "review")
      #expect(answer["message"] as? String == "2 digits in the picture")
      for member in ["digit", "confidence", "probabilities", "pixels"] {
        #expect(answer[member] is NSNull, "\(member)")
      }
      #expect(answer["row"] as? String == "17.png,,,review,2 digits in the picture\n")
      let digits = try #require(answer["digits"] as? [[String: Any]])
      #expect(digits.map { $0["digit"] as? Int } == [1, 7])
      let lefts = digits.compactMap { ($0["box"] as? [Int])?.first }
      #expect(lefts.count == 2 && lefts[0] < 60 && lefts[1] > 90)
    }
  }

  /// Files that are not read, and what is said of them.
  static let unreadable: [(file: String, status: Int, code: String)] = [
    ("empty.png", 400, "empty_body"), ("text.png", 415, "unsupported_format"),
    ("truncated.png", 422, "unreadable_image"), ("truncated.jpg", 422, "unreadable_image"),
    ("huge-header.png", 413, "too_many_pixels"),
  ]

  @Test(arguments: unreadable)
  func anUnreadableImageHasTheSentenceAndTheRowOfTheCommandLine(
    file: String, status: Int, code: String
  ) async throws {
    let path = Fixtures.root.appendingPathComponent("Tests/ImageIngestionTests/Fixtures/broken/" + file).path
    var options = ScanNormalizer.Options()
    options.maximumPixels = ServerSettings().maximumPixels
    let run = BatchRun(
      DigitRows(cascade: try ModelCatalog.cascade(), formatter: RowFormatter(), options: options), jobs: 1)
    var table = ""
    _ = try run.run([.path(FilePath(path))]) { text, _ in table += text }
    let row = try #require(table.split(separator: "\n").last)
    try await test { client in
      let response = try await client.classify(try Fixtures.broken(file), query: "?name=\(path)&include=row")
      #expect(response.status.code == status && response.code == code)
      #expect(response.object["row"] as? String == row + "\n")
      let error = try #require(response.object["error"] as? [String: Any])
      #expect(error["status"] as? Int == status)
      #expect(row.contains(try #require(error["message"] as? String)))
      #expect(try await client.classify(try Fixtures.broken(file)).object["row"] == nil)
    }
  }

  @Test(arguments: [
    "?include=row", "?include=colours", "?name=", "?name=%00", "?name=%G0", "?name=%+1", "?name=a%2", "?name=a&name=b",
    "?polarity=dark",
  ])
  func aQueryThatIsNotUnderstoodIsRefused(query: String) async throws {
    try await test { client in
      let response = try await client.classify(try Fixtures.sample("0-ballpoint-scan.png"), query: query)
      #expect(response.status == .badRequest && response.code == "bad_query")
    }
  }

  @Test func methodsAndPathsThatAreNotThere() async throws {
    try await test { client in
      let get = try await client.execute(uri: "/v1/classify", method: .GET)
      #expect(get.status == .methodNotAllowed && get.code == "method_not_allowed")
      #expect(get.header("Allow") == "POST")
      let post = try await client.execute(uri: "/healthz", method: .POST)
      #expect(post.status == .methodNotAllowed && post.header("Allow") == "GET, HEAD")
      let nothing = try await client.execute(uri: "/v2/classify", method: .POST)
      #expect(nothing.status == .notFound && nothing.code == "not_found")
    }
  }

  @Test func bodiesOverTheLimitAreRefused() async throws {
    try await test({ $0.maximumBodySize = ByteSize(bytes: 1_000) }) { client in
      let response = try await client.classify(Array(repeating: 0, count: 1_001))
      #expect(response.status == .payloadTooLarge && response.code == "body_too_large")
      #expect(response.endsConnection)
      #expect(try await client.classify(Array(repeating: 0, count: 1_000)).code == "unsupported_format")
    }
  }

  @Test func aFormOfOneFileIsAnImage() async throws {
    try await test { client in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let form = Form.body([("a, b/7.png", image)])
      let answer = try await client.classify(form, query: "?include=row", headers: Form.headers).object
      #expect(answer["digit"] as? Int == 0 && answer["file"] as? String == "a, b/7.png")
      #expect((answer["row"] as? String)?.hasPrefix("\"a, b/7.png\",0,") ?? false)
      let text = try await client.classify(Form.body([("a.txt", Array("no image".utf8))]), headers: Form.headers)
      #expect(text.status == .unsupportedMediaType && text.code == "unsupported_format")
      let named = try await client.classify(form, query: "?name=a", headers: Form.headers)
      #expect(named.status == .badRequest && named.code == "bad_query")
    }
  }

  @Test func whatCurlSendsAsTextIsToldHowToSendIt() async throws {
    let headers: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
    try await test { client in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      // As `curl --data-binary @FILE` does, then as `curl -d @FILE`.
      #expect(try await client.classify(image, headers: headers).object["digit"] as? Int == 0)
      let stripped = image.filter { ![0, 10, 13].contains($0) }
      for body in [stripped, Array("file=@7.png".utf8)] {
        let response = try await client.classify(body, query: "?name=7.png&include=row", headers: headers)
        #expect(response.status == .unsupportedMediaType && response.text.contains("--data-binary @FILE"))
        #expect((response.object["row"] as? String)?.contains("--data-binary @FILE") ?? false)
      }
      #expect(!(try await client.classify(Array("no\nimage".utf8), headers: headers).text.contains("--data-binary")))
    }
  }

  @Test func aBodyOfTheLargestSizeFindsRoom() {
    var settings = ServerSettings()
    for size in [ByteSize.megabytes(1), .megabytes(16), .megabytes(500), ByteSize(bytes: .max)] {
      settings.maximumBodySize = size
      let budget = MemoryBudget(settings.limits)
      #expect(throws: Never.self) {
        try budget.reservation(for: .unknown).grow(by: min(size.bytes, .max / 4) + ByteSize.megabytes(8).bytes)
      }
      #expect(budget.held == 0)
    }
  }

  @Test func bodiesThatAreTooManyTogetherAreRefused() async throws {
    let server = try Servers.make {
      ($0.limits.memory, $0.limits.memoryForSmallRequests) = (ByteSize(bytes: 20_000), ByteSize(bytes: 2_000))
      $0.limits.smallRequest = ByteSize(bytes: 1_000)
    }
    let client = RouteClient(server)
    let other = server.memory.reservation(for: .v4(1))
    try other.grow(by: 10_000)
    let scarce = try await client.classify(Array(repeating: 0, count: 6_000))
    #expect(scarce.status == .serviceUnavailable && scarce.code == "overloaded")
    #expect(scarce.header("Retry-After") == "1" && scarce.endsConnection)
    let small = try await client.classify(Array(repeating: 0, count: 900))
    #expect(small.status == .unsupportedMediaType)
    // What was held is given back.
    other.shrink(by: 10_000)
    for _ in 0..<3 {
      #expect(try await client.classify(Array(repeating: 0, count: 9_000)).status == .unsupportedMediaType)
    }
    let hopeless = try await client.classify(Array(repeating: 0, count: 11_000))
    #expect(hopeless.status == .payloadTooLarge && hopeless.code == "answer_too_large")
    #expect(server.memory.held == 0)
  }
}
