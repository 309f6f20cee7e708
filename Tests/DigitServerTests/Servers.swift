import DigitRecognition
import DigitServer
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// Servers to test, with the bundled networks.
enum Servers {
  private static let cascade = Result { try ModelCatalog.cascade() }

  static func make(_ change: (inout ServerSettings) -> Void = { _ in }) throws -> DigitServer {
    var settings = ServerSettings()
    settings.port = 0
    change(&settings)
    // Connections that are left open when a test ends are errors to the server.
    var logger = DigitServer.quietLogger
    logger.logLevel = .critical
    return try DigitServer(cascade: cascade.get(), settings: settings, logger: logger)
  }

  /// Has a server listen on a port of this machine while `body` runs.
  static func listen(_ server: DigitServer, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { port.finish() }
        try await server.buildApplication { port.yield($0.localAddress?.port ?? 0) }.run()
      }
      for await number in ports {
        try await body(number)
        break
      }
      group.cancelAll()
      do {
        try await group.waitForAll()
      } catch is CancellationError {
        // As asked.
      }
    }
  }
}

/// What the repository holds for tests.
enum Fixtures {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func sample(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("samples/" + name)))
  }

  static func broken(_ name: String) throws -> [UInt8] {
    let folder = root.appendingPathComponent("Tests/ImageIngestionTests/Fixtures/broken")
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

/// What a route answers.
struct RouteAnswer {
  let head: HTTPResponse
  let body: [UInt8]

  var status: HTTPResponse.Status { head.status }

  var headers: HTTPFields { head.headerFields }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a JSON object; empty where it is none.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }

  /// The code of an error.
  var code: String? { (object["error"] as? [String: Any])?["code"] as? String }
}
