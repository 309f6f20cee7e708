import DigitRecognition
import DigitServer
import Files
import Foundation
import NIOCore
import Testing

/// Clients that want more than their share, beside one that does not.
@Suite(.timeLimit(.minutes(5))) struct FairnessTests {
  private func test(
    _ change: (inout ServerSettings) -> Void = { _ in },
    _ body: @escaping @Sendable (DigitServer, Int) async throws -> Void
  ) async throws {
    let server = try Servers.make(change)
    try await Servers.listen(server) { port in
      try await body(server, port)
      let good = try RawConnection(port: port, from: "127.0.0.2")
      let image = try Fixtures.sample("0-ballpoint-scan.png")
      await good.send(Array(post(image.count).utf8) + image)
      #expect(try #require(await good.receive(until: "}")).contains("\"digit\":0"))
    }
  }

  /// Whether it comes about within a minute.
  private func reaches(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<6_000 {
      if condition() { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  private func post(_ length: Int, _ query: String = "", _ more: String = "") -> String {
    "POST /v1/classify\(query) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length)\r\n\(more)\r\n"
  }

  @Test func lengthsThatAreAnnouncedTakeNoMemory() async throws {
    try await test({ $0.maximumBodySize = ByteSize(bytes: 200 << 30) }) { server, port in
      let connections = try (0..<20).map { _ in try RawConnection(port: port) }
      for connection in connections { await connection.send(post(150 << 30) + "abc") }
      #expect(await reaches { server.memory.held == 60 })
      for connection in connections { await connection.finish() }
    }
  }

  @Test func uploadsThatStallHurtNobody() async throws {
    try await test({ $0.limits.memory = .megabytes(2) }) { server, port in
      let part = [UInt8](repeating: 7, count: 900 << 10)
      let stalled = try RawConnection(port: port)
      await stalled.send(Array(post(1 << 20).utf8) + part)
      #expect(await reaches { server.memory.held == part.count })
      // The next of the same address has no room, but for little.
      let next = try RawConnection(port: port)
      await next.send(Array(post(1 << 20).utf8) + part)
      let answer = try #require(await next.receive(until: "}"))
      #expect(answer.hasPrefix("HTTP/1.1 429") && answer.contains("Retry-After: 1"))
      let small = try RawConnection(port: port)
      await small.send(post(5) + "abcde")
      #expect(try #require(await small.receive(until: "}")).hasPrefix("HTTP/1.1 415"))
      let other = try RawConnection(port: port, from: "127.0.0.3")
      await other.send(Array(post(300 << 10).utf8) + part.prefix(300 << 10))
      #expect(try #require(await other.receive(until: "}")).hasPrefix("HTTP/1.1 415"))
      // Until here it is there.
      await stalled.finish()
    }
  }

  @Test func anAnswerThatIsNotTakenIsGivenUp() async throws {
    let name = String(repeating: "n", count: 1_000)
    let link = Tar.entry("././@LongLink", kind: "L", Array(name.utf8)) + Tar.entry("short", kind: "0", [])
    let archive = [[UInt8]](repeating: link, count: 600).flatMap { $0 }
    let clock = ManualClock()
    try await test({ $0.limits.now = { clock.now } }) { server, port in
      let connection = try RawConnection(port: port)
      connection.shrinkReceiveBuffer(to: 4_096)
      let type = "Content-Type: application/x-tar\r\n"
      await connection.send(Array(post(archive.count, "?include=row", type).utf8) + archive)
      // The answer is longer than what the system holds for a connection.
      #expect(await reaches { server.memory.held > 600_000 })
      #expect(
        await reaches {
          clock.advance(bySeconds: 30)
          return server.memory.held == 0
        })
      let answer = try #require(await connection.receiveAll())
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && !answer.hasSuffix("]}"))
    }
  }

  @Test func anAnswerCountsUntilTheClientHasTakenIt() async throws {
    // More than 7 MB, of which the system holds less than one for a connection.
    let name = String(repeating: "n", count: 1_000)
    let link = Tar.entry("././@LongLink", kind: "L", Array(name.utf8)) + Tar.entry("short", kind: "0", [])
    let archive = [[UInt8]](repeating: link, count: 3_600).flatMap { $0 }
    let clock = ManualClock()
    try await test({ $0.limits.now = { clock.now } }) { server, port in
      do {
        let connection = try RawConnection(port: port)
        connection.shrinkReceiveBuffer(to: 64 << 10)
        let type = "Content-Type: application/x-tar\r\n"
        await connection.send(Array(post(archive.count, "?include=row", type).utf8) + archive)
        let head = try #require(await connection.receive(until: "\r\n\r\n"))
        let length = try #require(
          head.firstMatch(of: /HTTP\/1.1 200 OK[^$]*\r\nContent-Length: (\d+)/).flatMap { Int($0.1) })
        #expect(length > 7_000_000)
        // What the client has not taken is in the server, but for what the system holds on the way.
        for taken in stride(from: 500_000, through: 2_500_000, by: 500_000) {
          #expect(await connection.receive(bytes: 500_000) == 500_000)
          let held = server.memory.held
          #expect(held > length - taken - 1_500_000, "\(held) of \(length), \(taken) taken")
        }
        await connection.finish()
      }
      #expect(await reaches { server.memory.held == 0 })
    }
  }

  @Test func aLongAnswerIsSentWhole() async throws {
    let files = (0..<2_000).map { ("\(String(repeating: "n", count: 90))\($0)", [UInt8]()) }
    let archive = Tar.archive(files)
    try await test { server, port in
      for more in ["", "Connection: close\r\n"] {
        let connection = try RawConnection(port: port)
        let head = post(archive.count, "?include=row", "Content-Type: application/x-tar\r\n" + more)
        await connection.send(Array(head.utf8) + archive)
        let answer = try #require(await (more.isEmpty ? connection.receive(until: "}]}") : connection.receiveAll()))
        let text = try #require(answer.components(separatedBy: "\r\n\r\n").last)
        #expect(answer.contains("Content-Length: \(text.utf8.count)\r\n") && text.hasSuffix("}]}"))
        #expect(text.components(separatedBy: "\"status\":\"error\"").count == 2_001)
      }
      #expect(await reaches { server.memory.held == 0 })
    }
  }

  @Test func oneAddressDoesNotGetAllConnections() async throws {
    try await test({ $0.limits.connections = 16 }) { _, port in
      let connections = try (0..<12).map { _ in try RawConnection(port: port) }
      let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
      await connections[0].send(request)
      #expect(try #require(await connections[0].receive(until: "}")).hasPrefix("HTTP/1.1 200"))
      // The test's own client may have one of the eight.
      #expect(await connections[11].receiveAll() == "")
      let other = try RawConnection(port: port, from: "127.0.0.3")
      await other.send(request)
      #expect(try #require(await other.receive(until: "}")).hasPrefix("HTTP/1.1 200"))
      // Kept until here.
      await connections[0].finish()
    }
  }

  @Test func requestsThatComeBeforeTheirAnswersAreBounded() async throws {
    try await test { _, port in
      let connection = try RawConnection(port: port)
      let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
      await connection.send(String(repeating: request, count: 5))
      #expect(
        try #require(await connection.receive { $0.components(separatedBy: "\"ok\"").count == 6 }).contains("200"))
      await connection.send(String(repeating: request, count: 2_000))
      // Closed with bytes unread, the connection may be reset, answers and all.
      #expect(try #require(await connection.receiveAll()).components(separatedBy: "\"ok\"").count < 2_000)
    }
  }
}
