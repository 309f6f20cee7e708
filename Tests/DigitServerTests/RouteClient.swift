import DigitServer
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Calls the routes of a server without a socket.
struct RouteClient: Sendable {
  private let router: Router

  init(_ server: DigitServer) {
    router = server.router
  }

  /// The answer to a request; a body comes in pieces, as from a socket.
  func execute(
    uri: String, method: HTTPMethod, headers: HTTPHeaders = [:], body: [UInt8] = []
  ) async throws -> RouteAnswer {
    var head = HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: headers)
    head.headers.add(name: "Host", value: "localhost")
    if !body.isEmpty { head.headers.add(name: "Content-Length", value: String(body.count)) }
    let (request, eventLoop) = (Request(head, from: .unknown), MultiThreadedEventLoopGroup.singleton.any())
    return try await eventLoop.flatSubmit {
      let answer = eventLoop.makePromise(of: RouteAnswer.self)
      let exchange = Exchange(request, router: router, on: eventLoop) { answer.succeed(RouteAnswer($0)) }
      exchange.begin()
      for start in stride(from: 0, to: body.count, by: 32 << 10) {
        exchange.receive(ByteBuffer(bytes: body[start..<min(start + 32 << 10, body.count)]))
      }
      exchange.end()
      return answer.futureResult
    }.get()
  }

  /// Posts a body to /v1/classify.
  func classify(_ body: [UInt8], query: String = "", headers: HTTPHeaders = [:]) async throws -> RouteAnswer {
    try await execute(uri: "/v1/classify" + query, method: .POST, headers: headers, body: body)
  }

  /// Posts a body to /v1/read.
  func read(_ body: [UInt8], query: String = "", headers: HTTPHeaders = [:]) async throws -> RouteAnswer {
    try await execute(uri: "/v1/read" + query, method: .POST, headers: headers, body: body)
  }
}

/// What a route answers.
struct RouteAnswer {
  let status: HTTPResponseStatus
  let headers: HTTPHeaders
  let endsConnection: Bool
  private(set) var body: [UInt8] = []

  init(_ response: Response) {
    (status, headers, endsConnection) = (response.status, response.headers, response.endsConnection)
    var rest = response.body
    while let piece = rest.next() { body += piece.readableBytesView }
  }

  /// The first field of that name.
  func header(_ name: String) -> String? { headers.first(name: name) }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a JSON object; empty where it is none.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }

  /// The code of an error.
  var code: String? { problem?["code"] as? String }

  /// The sentence of an error.
  var message: String? { problem?["message"] as? String }

  private var problem: [String: Any]? { object["error"] as? [String: Any] }
}
