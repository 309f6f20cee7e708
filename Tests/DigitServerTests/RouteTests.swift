import BundledPage
import DigitRecognition
import DigitServer
import Foundation
import NIOHTTP1
import Testing

@Suite struct RouteTests {
  private func test(_ body: (RouteClient) async throws -> Void) async throws {
    try await body(RouteClient(try Servers.make()))
  }

  @Test func everyPathOfTheDescriptionIsThereAndNoOther() async throws {
    try await test { client in
      let document = try await client.execute(uri: "/openapi.json", method: .GET).object
      let paths = try #require(document["paths"] as? [String: [String: Any]])
      let methods: Set = ["get", "post", "put", "delete", "patch", "head", "options"]
      let described = paths.flatMap { path, item in
        item.keys.filter(methods.contains).map { "\($0.uppercased()) \(path)" }
      }
      #expect(Set(described) == Set(Route.allCases.map { "\($0.method) \($0.rawValue)" }))
    }
  }

  @Test func everyCodeOfAnErrorIsInTheDescription() async throws {
    let errors: [RequestError] = [
      .notHTTP, .unknownExpectation, .unknownTransferEncoding, .emptyBody, .incompleteBody, .badQuery(detail: ""),
      .badArchive(detail: ""), .badForm(detail: ""), .wrongHost(""), .notFound(path: ""),
      .methodNotAllowed(allowed: ""),
      .bodyTooLarge(limit: .megabytes(1)), .answerTooLarge, .tooManyRequests(.images), .tooManyRequests(.memory),
      .overloaded(.images), .overloaded(.memory), .overloaded(.waiting), .stopping, .internalError,
      .numbersNotAvailable,
    ]
    let images = ErrorCause.allCases.map { RequestError.image(Unreadable("", cause: $0), row: nil) }
    try await test { client in
      let text = try await client.execute(uri: "/openapi.json", method: .GET).text
      let list = try #require(text.firstMatch(of: /"enum": \[([^\]]*"bad_archive"[^\]]*)\]/)).1
      let described = list.matches(of: /"([a-z_]+)"/).map { String($0.1) }
      #expect(Set(described) == Set((errors + images).map(\.code)))
    }
  }

  @Test(arguments: [
    "/", "/v1/model", "/healthz", "/readyz", "/metrics", "/openapi.json", "/nothing", "/v1/classify", "/v1/read",
  ])
  func everyAnswerHasTheSecurityHeaders(path: String) async throws {
    try await test { client in
      let answer = try await client.execute(uri: path, method: .GET)
      for (name, value) in SecurityHeaders.fields { #expect(answer.header(name) == value) }
      #expect(answer.header("Access-Control-Allow-Origin") == nil)
    }
  }

  @Test func everyFileOfThePageIsServed() async throws {
    var count = 0
    let files = UnsafeBufferPointer(start: bundled_page_files(&count), count: count).map { file in
      (name: String(cString: file.name), type: String(cString: file.content_type), size: file.size)
    }
    try await test { client in
      for file in files where file.name != "openapi.json" {
        let response = try await client.execute(uri: "/page/\(file.name)", method: .GET)
        #expect(response.status == .ok)
        #expect(response.header("Content-Type") == file.type)
        #expect(response.body.count == file.size)
      }
      let page = try await client.execute(uri: "/", method: .GET)
      #expect(page.text.lowercased().hasPrefix("<!doctype html>"))
      let tag = try #require(page.header("ETag"))
      let again = try await client.execute(uri: "/", method: .GET, headers: ["If-None-Match": tag])
      #expect(again.status == .notModified && again.body.isEmpty)
      let head = try await client.execute(uri: "/", method: .HEAD)
      #expect(head.status == .ok && head.body.isEmpty)
      for path in ["/page/no.js", "/page/", "/page"] {
        #expect(try await client.execute(uri: path, method: .GET).status == .notFound, "\(path)")
      }
    }
  }

  @Test func thePageNamesOnlyFilesThatAreThere() async throws {
    try await test { client in
      let page = try await client.execute(uri: "/", method: .GET).text
      let names = page.matches(of: /(?:src|href)="(page\/[^"]+)"/).map { String($0.1) }
      #expect(!names.isEmpty)
      for name in names { #expect(try await client.execute(uri: "/" + name, method: .GET).status == .ok, "\(name)") }
    }
  }

  @Test func thePageWorksBelowAnotherPath() {
    var count = 0
    for file in UnsafeBufferPointer(start: bundled_page_files(&count), count: count) {
      let text = String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.size), as: UTF8.self)
      let absolute = text.matches(of: /(?:src|href|from|url|fetch|request|import)\s*[=(:]?\s*["'`(]\/[^\/]/)
      #expect(absolute.isEmpty, "\(String(cString: file.name)): \(absolute.map(\.0))")
    }
  }

  @Test func saysWhatReadsTheDigits() async throws {
    try await test { client in
      let model = try await client.execute(uri: "/v1/model", method: .GET).object
      #expect(model["name"] as? String == "fast+accurate")
      #expect(model["csvHeader"] as? String == "file,digit,confidence,status,message")
      #expect(model["minimumConfidence"] as? Double == 0.8)
      let networks = try #require(model["networks"] as? [[String: Any]])
      #expect(networks.count == 3 && networks.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
      #expect(model["program"] as? String == Provenance.program)
      #expect(model["preprocessing"] as? String == Provenance.preprocessing)
      #expect((model["limits"] as? [String: Int]) == ["bodyBytes": 16 << 20, "pixels": 50_000_000])
      // The figures go with the weights: docs/MODELS.md has those of new ones.
      #expect((model["accuracy"] as? [String: Double])?["mnistTest"] == 0.9971)
    }
  }

  @Test func isHealthyAndReadyUntilItStops() async throws {
    let server = try Servers.make()
    let client = RouteClient(server)
    for path in ["/healthz", "/readyz"] {
      let response = try await client.execute(uri: path, method: .GET)
      #expect(response.status == .ok && response.text == "{\"status\":\"ok\"}")
    }
    server.queue.stop()
    #expect(try await client.execute(uri: "/healthz", method: .GET).status == .ok)
    let response = try await client.execute(uri: "/readyz", method: .GET)
    #expect(response.status == .serviceUnavailable && response.code == "stopping")
  }

  @Test func countsWhatItDid() async throws {
    try await test { client in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      _ = try await client.classify(image)
      _ = try await client.classify(Array("no image".utf8))
      let text = try await client.execute(uri: "/metrics", method: .GET).text
      for line in [
        "digits_requests_total{route=\"/v1/classify\",status=\"200\"} 1",
        "digits_requests_total{route=\"/v1/classify\",status=\"415\"} 1",
        "digits_classifications_total{status=\"error\"} 1",
        "digits_numbers_total{status=\"error\"} 0", "digits_read_seconds_count 0",
        "digits_classify_seconds_count 2", "digits_queue_images 0", "digits_open_connections 0",
      ] {
        #expect(text.contains(line + "\n"), "\(line)")
      }
      #expect(text.contains("process_resident_memory_bytes "))
    }
  }
}
