import NIOHTTP1

/// Every path that there is; `openapi.json` describes the same.
package enum Route: String, CaseIterable, Sendable {
  case index = "/"
  case pageFile = "/page/{file}"
  case classify = "/v1/classify"
  case read = "/v1/read"
  case model = "/v1/model"
  case health = "/healthz"
  case readiness = "/readyz"
  case metrics = "/metrics"
  case description = "/openapi.json"

  package var method: HTTPMethod { self == .classify || self == .read ? .POST : .GET }

  var allowedMethods: String { method == .GET ? "GET, HEAD" : "POST" }

  func allows(_ method: HTTPMethod) -> Bool {
    method == self.method || method == .HEAD && self.method == .GET
  }

  func matches(_ path: Substring) -> Bool {
    self == .pageFile ? Route.file(of: path) != nil : path == rawValue
  }

  /// What stands for `{file}`; nil for a path of another route.
  static func file(of path: Substring) -> String? {
    guard path.hasPrefix("/page/") else { return nil }
    let file = path.dropFirst("/page/".count)
    return file.isEmpty || file.contains("/") ? nil : String(file)
  }
}
