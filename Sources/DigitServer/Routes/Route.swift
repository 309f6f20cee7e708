import Hummingbird
import NIOCore

/// Every path that there is; `openapi.json` describes the same.
enum Route: String, CaseIterable, Sendable {
  case index = "/"
  case pageFile = "/page/{file}"
  case classify = "/v1/classify"
  case model = "/v1/model"
  case health = "/healthz"
  case readiness = "/readyz"
  case metrics = "/metrics"
  case description = "/openapi.json"

  var method: HTTPRequest.Method { self == .classify ? .post : .get }

  var allowedMethods: String { method == .get ? "GET, HEAD" : "POST" }

  func matches(_ path: String) -> Bool {
    guard self == .pageFile else { return path == rawValue }
    guard path.hasPrefix("/page/") else { return false }
    let file = path.dropFirst("/page/".count)
    return !file.isEmpty && !file.contains("/")
  }
}

/// What a handler knows of a request beside the request itself.
struct DigitRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Where it came from.
  let address: ClientAddress
  /// The event loop of the connection.
  let eventLoop: any EventLoop

}

extension DigitRequestContext {
  init(source: ApplicationRequestContextSource) {
    self.init(
      coreContext: CoreRequestContextStorage(source: source),
      address: ClientAddress(source.channel.remoteAddress), eventLoop: source.channel.eventLoop)
  }
}
