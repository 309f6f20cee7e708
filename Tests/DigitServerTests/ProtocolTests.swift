import DigitServer
import Foundation
import Testing

/// The finer points of HTTP, byte by byte.
@Suite(.timeLimit(.minutes(5))) struct ProtocolTests {
  private func test(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    try await Servers.listen(try Servers.make { $0.limits.secondsOfLingering = 1 }, body)
  }

  /// Heads that are refused, and how.
  static let refused: [(head: String, status: Int, code: String)] = [
    ("GET /healthz HTTP/1.1\r\n", 400, "malformed_request"),
    ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400, "malformed_request"),
    ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: junk\r\n", 417, "unknown_expectation"),
    (
      "POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n", 501,
      "unknown_transfer_encoding"
    ),
    ("POST /v1/classify HTTP/1.0\r\nTransfer-Encoding: chunked\r\n", 400, "malformed_request"),
  ]

  @Test(arguments: refused) func headsThatAreRefused(head: String, status: Int, code: String) async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send(head + "\r\n")
      let answer = try #require(await connection.receiveAll())
      #expect(answer.hasPrefix("HTTP/1.1 \(status) ") && answer.contains("\"code\":\"\(code)\""), "\(answer)")
      #expect(answer.contains("Connection: close") && answer.contains("X-Content-Type-Options: nosniff"))
    }
  }

  /// Heads after whose answer the connection ends, or stays.
  static let ends: [(head: String, ends: Bool)] = [
    ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n", false),
    ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n", true),
    ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Close, x\r\n", true),
    ("GET /healthz HTTP/1.0\r\n", true),
    ("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n", false),
  ]

  @Test(arguments: ends) func connectionsThatEndAfterTheAnswer(head: String, ends: Bool) async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send(head + "\r\n")
      let answer = try #require(await connection.receive(until: "{\"status\":\"ok\"}"))
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
      if head.contains("1.0"), !ends { #expect(answer.contains("Connection: keep-alive\r\n")) }
      await connection.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(try #require(await connection.receiveAll()).isEmpty == ends)
    }
  }

  @Test func whatComesBeforeAWrongHeadIsAnswered() async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n")
      let answers = try #require(await connection.receiveAll())
      #expect(answers.hasPrefix("HTTP/1.1 200 OK\r\n") && answers.contains("HTTP/1.1 400 Bad Request\r\n"))
    }
  }

  @Test func aClientThatClosesItsSideGetsItsAnswers() async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let post = "POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(image.count)\r\n\r\n"
      await connection.send(Array(post.utf8) + image + Array(post.utf8) + image)
      await connection.finish()
      let answers = try #require(await connection.receiveAll())
      #expect(answers.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 3)
    }
  }

  @Test func theTargetMayNameTheHost() async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send("GET http://localhost/healthz?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try #require(await connection.receive(until: "}")).hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test func anAnswerToHeadHasTheLengthAlone() async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      let answer = try #require(await connection.receiveAll())
      #expect(answer.contains("Content-Length: 15\r\n") && answer.hasSuffix("\r\n\r\n"))
    }
  }

  /// What a client sends next would otherwise be taken for the body.
  @Test func aBodyThatIsHeldBackAndNotWantedEndsTheConnection() async throws {
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send(
        "POST /v1/classify?a=b HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
      let answer = try #require(await connection.receiveAll())
      #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("Connection: close\r\n"))
    }
  }

  @Test func aDateIsWrittenAsTheStandardHasIt() {
    #expect(HTTPDate.text(of: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func aBodyInTheSmallestChunksIsRead() async throws {
    let image = try Fixtures.sample("0-ballpoint-scan.png")
    try await test { port in
      let connection = try RawConnection(port: port)
      let head = "POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
      let chunks = image.flatMap { Array("1\r\n".utf8) + [$0] + Array("\r\n".utf8) }
      await connection.send(Array(head.utf8) + chunks + Array("0\r\n\r\n".utf8))
      #expect(try #require(await connection.receive(until: "}")).contains("\"digit\":0"))
    }
  }
}
