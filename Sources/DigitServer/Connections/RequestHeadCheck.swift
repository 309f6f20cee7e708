import NIOHTTP1

/// What the head of a request has to hold before the request is looked at, and what it means for the connection.
struct RequestHeadCheck {
  package let head: HTTPRequestHead

  /// Why the request is not answered as it is meant, if it is not. Programs before and behind a proxy could differ about
  /// where such a request ends, or for whom it is.
  var fault: RequestError? {
    let hosts = head.headers["host"].count
    if hosts > 1 { return .malformedRequest(detail: "the request has \(hosts) Host fields: send one") }
    if hosts == 0, !isOld { return .malformedRequest(detail: "the request has no Host field, which HTTP/1.1 requires") }
    let codings = head.headers[canonicalForm: "transfer-encoding"].map { $0.lowercased() }
    if !codings.isEmpty, isOld { return .malformedRequest(detail: "HTTP/1.0 has no Transfer-Encoding: leave it out") }
    if !codings.isEmpty, codings != ["chunked"] { return .unknownTransferEncoding }
    if expectations.contains(where: { $0 != "100-continue" }) { return .unknownExpectation }
    return nil
  }

  /// Whether the client holds the body back until it is asked for.
  var wantsContinue: Bool { !isOld && !expectations.isEmpty }

  /// Whether the connection is of no use after the answer. Another protocol, to which a client may want to go over, is
  /// not spoken.
  var isLast: Bool {
    if connection.contains("close") || connection.contains("upgrade") || head.method == .CONNECT { return true }
    return isOld && !isKeptByOldClient
  }

  /// Whether the client is of HTTP/1.0, and has to be told that the connection stays.
  var isKeptByOldClient: Bool { isOld && connection.contains("keep-alive") }

  private var isOld: Bool { head.version == .http1_0 }

  private var expectations: [String] { head.headers[canonicalForm: "expect"].map { $0.lowercased() } }

  private var connection: [String] { head.headers[canonicalForm: "connection"].map { $0.lowercased() } }
}
