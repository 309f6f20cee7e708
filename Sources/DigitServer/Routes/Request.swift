import NIOHTTP1

/// The head of a request, and where it came from.
package struct Request: Sendable {
  let head: HTTPRequestHead
  let address: ClientAddress
  let path: Substring
  /// What stands behind the `?`, if there is one.
  let query: Substring?

  package init(_ head: HTTPRequestHead, from address: ClientAddress) {
    (self.head, self.address) = (head, address)
    let target = Request.withoutHost(head.uri)
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    path = target[..<mark]
    query = mark == target.endIndex ? nil : target[mark...].dropFirst()
  }

  /// The first field of that name.
  func field(_ name: String) -> String? { head.headers.first(name: name) }

  /// Clients of proxies, and all others if they like, name the host in the target, too: `http://localhost/healthz`.
  private static func withoutHost(_ target: String) -> Substring {
    guard !target.hasPrefix("/"), let start = target.firstRange(of: "://")?.upperBound else { return target[...] }
    return target[start...].drop { $0 != "/" }
  }
}
