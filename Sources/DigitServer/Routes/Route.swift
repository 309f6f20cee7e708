import Hummingbird
import NIOCore

/// Every path that there is; `openapi.json` describes the same.
package enum Route: String, CaseIterable, Sendable {
  case index = "/"
  case pageFile = "/page/{file}"
  case classify = "/v1/classify"
  case model = "/v1/model"
  case health = "/healthz"
  case readiness = "/readyz"
  case metrics = "/metrics"
  case description = "/openapi.json"

  package var method: HTTPRequest.Method { self == .classify ? .post : .get }

  var allowedMethods: String { method == .get ? "GET, HEAD" : "POST" }

  package func matches(_ path: String) -> Bool {
    guard self == .pageFile else { return path == rawValue }
    guard path.hasPrefix("/page/") else { return false }
    let file = path.dropFirst("/page/".count)
    return !file.isEmpty && !file.contains("/")
  }
}

/// What a handler knows of a request beside the request itself.
package struct DigitRequestContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// Where it came from.
  package let address: ClientAddress
  /// The event loop of the connection.
  package let eventLoop: any EventLoop

  package init(coreContext: CoreRequestContextStorage, address: ClientAddress, eventLoop: any EventLoop) {
    self.coreContext = coreContext
    self.address = address
    self.eventLoop = eventLoop
  }
}

extension DigitRequestContext {
  package init(source: ApplicationRequestContextSource) {
    self.init(
      coreContext: CoreRequestContextStorage(source: source),
      address: ClientAddress(source.channel.remoteAddress), eventLoop: source.channel.eventLoop)
  }
}
