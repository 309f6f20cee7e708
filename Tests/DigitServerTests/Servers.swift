import DigitRecognition
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

@testable import DigitServer

/// Servers to test, with the bundled networks.
enum Servers {
  private static let cascade = Result { try ModelCatalog.cascade() }

  static func make(_ change: (inout ServerSettings) -> Void = { _ in }) throws -> DigitServer {
    var settings = ServerSettings()
    settings.port = 0
    change(&settings)
    return try DigitServer(cascade: cascade.get(), settings: settings)
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

extension TestClientProtocol {
  /// Posts a body to /v1/classify.
  func classify(
    _ body: [UInt8], query: String = "", headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    try await execute(
      uri: "/v1/classify" + query, method: .post, headers: headers, body: ByteBuffer(bytes: body))
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }

  /// The body as a JSON object; empty where it is none.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body.readableBytesView))) as? [String: Any] ?? [:]
  }

  /// The code of an error.
  var code: String? { (object["error"] as? [String: Any])?["code"] as? String }
}
