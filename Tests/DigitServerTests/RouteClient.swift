import DigitServer
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix

/// Calls the routes of a server without a socket.
struct RouteClient: Sendable {
  private struct Source: RequestContextSource {
    let logger: Logger
  }

  private let responder: RouterResponder<DigitRequestContext>

  init(_ router: Router<DigitRequestContext>) {
    responder = router.buildResponder()
  }

  init(_ server: DigitServer) {
    self.init(server.router())
  }

  /// The answer to a request; a body comes in pieces, as from a socket.
  func execute(
    uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: [UInt8] = []
  ) async throws -> RouteAnswer {
    var headers = headers
    if !body.isEmpty { headers[.contentLength] = String(body.count) }
    let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: uri, headerFields: headers)
    let (pieces, source) = AsyncStream.makeStream(of: ByteBuffer.self)
    for start in stride(from: 0, to: body.count, by: 32 << 10) {
      source.yield(ByteBuffer(bytes: body[start..<min(start + 32 << 10, body.count)]))
    }
    source.finish()
    let context = DigitRequestContext(
      coreContext: CoreRequestContextStorage(source: Source(logger: DigitServer.quietLogger)), address: .unknown,
      eventLoop: MultiThreadedEventLoopGroup.singleton.any())
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(asyncSequence: pieces)), context: context)
    let collector = Collector()
    try await response.body.write(collector)
    return RouteAnswer(head: response.head, body: await collector.pieces.bytes)
  }

  /// Posts a body to /v1/classify.
  func classify(_ body: [UInt8], query: String = "", headers: HTTPFields = [:]) async throws -> RouteAnswer {
    try await execute(uri: "/v1/classify" + query, method: .post, headers: headers, body: body)
  }

  private struct Collector: ResponseBodyWriter {
    actor Pieces {
      private(set) var bytes: [UInt8] = []

      func append(_ piece: ByteBuffer) { bytes += piece.readableBytesView }
    }

    let pieces = Pieces()

    func write(_ buffer: ByteBuffer) async throws { await pieces.append(buffer) }

    func finish(_ trailers: HTTPFields?) async throws {}
  }
}
