import DigitServer
import Foundation
import Testing

/// A server on a port, and clients that behave badly.
@Suite(.timeLimit(.minutes(5))) struct LiveServerTests {
  private func test(
    _ change: (inout ServerSettings) -> Void = { _ in },
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    try await Servers.listen(try Servers.make(change)) { port in
      try await body(port)
      // Whatever happened, the next one is served.
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let next = try RawConnection(port: port)
      await next.send(Array(post(image.count).utf8) + image)
      #expect(try #require(await next.receive(until: "}")).contains("\"digit\":0"))
    }
  }

  private func post(_ length: Int, _ more: String = "") -> String {
    "POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length)\r\n\(more)\r\n"
  }

  @Test func aConnectionIsKeptForManyRequests() async throws {
    try await test { port in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let connection = try RawConnection(port: port)
      for _ in 0..<3 {
        await connection.send(Array(post(image.count).utf8) + image)
        let answer = try #require(await connection.receive(until: "}"))
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.contains("\"digit\":0"))
      }
      // Two at once, and the connection closed after the second, as asked.
      await connection.send(
        Array(post(image.count).utf8) + image + Array(post(image.count, "Connection: close\r\n").utf8) + image)
      let answers = try #require(await connection.receiveAll())
      // Each answer names the digit, and again where it lies.
      #expect(answers.components(separatedBy: "\"digit\":0").count == 5)
    }
  }

  @Test func anUploadThatEndsEarlyIsNoImage() async throws {
    try await test { port in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let connection = try RawConnection(port: port)
      await connection.send(Array(post(image.count).utf8) + image.prefix(image.count / 2))
      await connection.finish()
      let answer = try #require(await connection.receiveAll())
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"))
      for _ in 0..<20 {
        await (try RawConnection(port: port)).send(Array(post(image.count).utf8) + image.prefix(100))
      }
    }
  }

  @Test func aBodyOverTheLimitIsRefusedBeforeItIsSent() async throws {
    let clock = ManualClock()
    try await test({ $0.limits.now = { clock.now } }) { port in
      let connection = try RawConnection(port: port)
      await connection.send(post(1 << 40))
      let answer = try #require(await connection.receiveAll(advancing: clock, bySeconds: 5))
      #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("body_too_large"))
      let sender = try RawConnection(port: port)
      await sender.send("POST /v1/classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("100000\r\n".utf8) + Array(repeating: 0, count: 1 << 20) + Array("\r\n".utf8)
      for _ in 0..<20 { await sender.send(chunk) }
      #expect(try #require(await sender.receiveAll(advancing: clock, bySeconds: 5)).hasPrefix("HTTP/1.1 413"))
    }
  }

  @Test func aLargeBodyIsAskedForWhenTheClientHoldsItBack() async throws {
    // It stands: beside many tests, a body that is sent at once can come late.
    let clock = ManualClock()
    try await test({ $0.limits.now = { clock.now } }) { port in
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      let connection = try RawConnection(port: port)
      await connection.send(post(image.count, "Expect: 100-continue\r\n"))
      #expect(await connection.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      await connection.send(image)
      let answer = try #require(await connection.receive(until: "}"))
      #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
      let refused = try RawConnection(port: port)
      await refused.send(post(1 << 30, "Expect: 100-continue\r\n"))
      #expect(try #require(await refused.receive(until: "}")).hasPrefix("HTTP/1.1 413"))
    }
  }

  @Test func clientsThatKeepTheServerWaitingAreLeft() async throws {
    let clock = ManualClock()
    try await test({
      ($0.limits.secondsForHead, $0.limits.secondsForBody, $0.limits.secondsOfIdleness) = (10, 30, 60)
      $0.limits.now = { clock.now }
    }) { port in
      let connections = try (0..<5).map { _ in try RawConnection(port: port) }
      let (silent, slowHead, slowBody, lateBody, idle) = (
        connections[0], connections[1], connections[2], connections[3], connections[4]
      )
      await slowHead.send("POST /v1/classify HTTP/1.1\r\nHost: loc")
      for body in [slowBody, lateBody] {
        await body.send(post(6, "Expect: 100-continue\r\n"))
        #expect(await body.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
        await body.send("abc")
      }
      #expect(try await reaches(connections: connections.count, asking: idle))
      clock.advance(bySeconds: 10)
      for connection in [silent, slowHead] { #expect(await connection.receiveAll() == "") }
      // The others have more time.
      await lateBody.send("def")
      #expect(try #require(await lateBody.receive(until: "}")).hasPrefix("HTTP/1.1 415"))
      clock.advance(bySeconds: 20)
      #expect(await slowBody.receiveAll() == "")
      #expect(try await reaches(connections: 2, asking: idle))
      #expect(await idle.receiveAll(advancing: clock, bySeconds: 60) == "")
    }
  }

  /// What the server has counted.
  private func metrics(asking connection: RawConnection) async throws -> String {
    await connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try #require(await connection.receive { $0.contains(/\ndigits_open_connections \d+\n/) })
  }

  /// Whether the server comes to know of so many connections within a minute.
  private func reaches(connections count: Int, asking connection: RawConnection) async throws -> Bool {
    for _ in 0..<6_000 {
      if try await metrics(asking: connection).contains("digits_open_connections \(count)\n") { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  @Test func requestsForOtherHostsAreRefusedOnLoopback() async throws {
    let check = HostCheck(host: "127.0.0.1")
    for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "192.168.1.7"] {
      #expect(!check.refuses(host), "\(host)")
    }
    for host in ["evil.example", "evil.example:80", "localhost.evil.example", "10.evil.example"] {
      #expect(check.refuses(host), "\(host)")
      #expect(!HostCheck(host: "0.0.0.0").refuses(host))
    }
    let proxied = HostCheck(host: "127.0.0.1", allowed: ["Digits.example"])
    #expect(!proxied.refuses("digits.example") && !proxied.refuses("DIGITS.example:443"))
    #expect(proxied.refuses("www.digits.example") && !proxied.refuses("localhost"))
    try await test { port in
      let connection = try RawConnection(port: port)
      await connection.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
      let answer = try #require(await connection.receive(until: "}"))
      #expect(answer.hasPrefix("HTTP/1.1 403") && answer.contains("\"code\":\"wrong_host\""))
    }
  }

  @Test func whatIsNotHTTPGetsAnAnswerInJSON() async throws {
    try await test { port in
      for text in [
        "garbage\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        "\u{16}\u{03}\u{01}\u{02}\r\n\r\n",
      ] {
        let connection = try RawConnection(port: port)
        await connection.send(text)
        let answer = try #require(await connection.receiveAll())
        #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("\"code\":\"malformed_request\""), "\(text)")
        #expect(answer.contains("X-Content-Type-Options: nosniff"))
      }
    }
  }

  @Test func aFloodOfGarbageAndWhitePapersHoldsUpNobody() async throws {
    let huge = try WhitePaper.png(width: 6_000, height: 5_000)
    try await test({ $0.jobs = 2 }) { port in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<24 {
          group.addTask {
            let connection = try RawConnection(port: port)
            let body = index % 8 == 0 ? huge : (0..<500).map { _ in UInt8.random(in: 0...255) }
            for _ in 0..<(index % 8 == 0 ? 1 : 10) {
              await connection.send(Array(post(body.count).utf8) + body)
              #expect(try #require(await connection.receive(until: "}")).hasPrefix("HTTP/1.1 "))
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
