import DigitRecognition
import DigitServer
import Foundation
import NIOPosix

/// Servers to test, with the bundled networks.
enum Servers {
  private static let cascade = Result { try ModelCatalog.cascade() }

  static func make(_ change: (inout ServerSettings) -> Void = { _ in }) throws -> DigitServer {
    var settings = ServerSettings()
    settings.port = 0
    change(&settings)
    return try DigitServer(cascade: cascade.get(), settings: settings)
  }

  /// Has a server listen on a port of this machine while `body` runs.
  static func listen(_ server: DigitServer, _ body: (Int) async throws -> Void) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let running = try await server.listen(on: group).get()
    let result: Result<Void, any Error>
    do { result = .success(try await body(running.address?.port ?? 0)) } catch { result = .failure(error) }
    // Connections that a test has left open are closed, too.
    try await group.shutdownGracefully()
    try result.get()
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
