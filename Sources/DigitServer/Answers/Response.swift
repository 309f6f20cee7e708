import Files
import NIOCore
import NIOHTTP1

/// An answer to a request.
package struct Response: Sendable {
  package var status: HTTPResponseStatus
  /// All but those that the connection adds: length, date, and whether the connection stays.
  package var headers: HTTPHeaders
  package var body: ResponseBody
  /// Whether the connection is closed after this answer.
  package var endsConnection = false

  /// The security headers come of themselves.
  package init(
    status: HTTPResponseStatus = .ok, type: String? = nil, caching: String = "no-store",
    body: ResponseBody = ResponseBody()
  ) {
    (self.status, self.body) = (status, body)
    headers = SecurityHeaders.fields
    headers.add(name: "Cache-Control", value: caching)
    if let type { headers.add(name: "Content-Type", value: type) }
  }

  package static func json(_ text: String, status: HTTPResponseStatus = .ok) -> Response {
    .text(text, type: "application/json", status: status)
  }

  package static func text(_ text: String, type: String, status: HTTPResponseStatus = .ok) -> Response {
    Response(status: status, type: type, body: ResponseBody(ByteBuffer(string: text)))
  }

  package static func error(_ error: RequestError) -> Response {
    let message = JSONText.string("\(error)")
    let row = error.row.map { ",\"row\":\(JSONText.string($0))" } ?? ""
    var response = json(
      "{\"error\":{\"status\":\(error.status.code),\"code\":\"\(error.code)\",\"message\":\(message)}\(row)}",
      status: error.status)
    if let seconds = error.retryAfter { response.headers.add(name: "Retry-After", value: String(seconds)) }
    if let methods = error.allowedMethods { response.headers.add(name: "Allow", value: methods) }
    response.endsConnection = error.endsConnection
    return response
  }
}
