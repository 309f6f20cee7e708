import DigitRecognition
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import DigitServer

@Suite struct ClassifyTests {
  private func test(
    _ change: (inout ServerSettings) -> Void = { _ in },
    _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
  ) async throws {
    try await Servers.make(change).buildApplication().test(.router, body)
  }

  @Test func anImageGivesADigit() async throws {
    try await test { client in
      let response = try await client.classify(try Fixtures.sample("0-ballpoint-scan.png"))
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == "application/json")
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
    let run = ClassificationRun(
      cascade: try ModelCatalog.cascade(), formatter: RowFormatter(), options: options, jobs: 1)
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
      let get = try await client.execute(uri: "/v1/classify", method: .get)
      #expect(get.status == .methodNotAllowed && get.code == "method_not_allowed")
      #expect(get.headers[.allow] == "POST")
      let post = try await client.execute(uri: "/healthz", method: .post)
      #expect(post.status == .methodNotAllowed && post.headers[.allow] == "GET, HEAD")
      let nothing = try await client.execute(uri: "/v2/classify", method: .post)
      #expect(nothing.status == .notFound && nothing.code == "not_found")
    }
  }

  @Test func bodiesOverTheLimitAreRefused() async throws {
    try await test({ $0.maximumBodySize = ByteSize(bytes: 1_000) }) { client in
      let response = try await client.classify(Array(repeating: 0, count: 1_001))
      #expect(response.status == .contentTooLarge && response.code == "body_too_large")
      #expect(response.headers[.connection] == "close")
      #expect(try await client.classify(Array(repeating: 0, count: 1_000)).code == "unsupported_format")
    }
  }

  @Test func aBodyOfTheLargestSizeFindsRoom() {
    var settings = ServerSettings()
    settings.maximumBodySize = .megabytes(500)
    #expect(settings.limits.bodyBudget == .megabytes(500))
    settings.maximumBodySize = .megabytes(1)
    #expect(settings.limits.bodyBudget == .megabytes(500))
  }

  @Test func bodiesThatAreTooManyTogetherAreRefused() async throws {
    try await test({ $0.limits.bodyBudget = ByteSize(bytes: 1_000) }) { client in
      let response = try await client.classify(Array(repeating: 0, count: 1_001))
      #expect(response.status == .serviceUnavailable && response.code == "overloaded")
      #expect(response.headers[.retryAfter] == "1")
      // What was held is given back.
      for _ in 0..<3 {
        #expect(try await client.classify(Array(repeating: 0, count: 900)).status == .unsupportedMediaType)
      }
    }
  }
}
