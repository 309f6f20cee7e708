import BatchClassification
import DigitRecognition
import Hummingbird
import NIOHTTP1

/// Responses as this server makes them.
package enum Answer {
  private static let jsonHeaders: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]

  package static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: jsonHeaders, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  package static func text(_ text: String, type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  package static func text(_ text: AnswerText, type: String = "application/json") -> Response {
    Response(status: .ok, headers: [.contentType: type, .cacheControl: "no-store"], body: text.body)
  }

  package static func error(_ error: RequestError) -> Response {
    var response = json(json(error), status: error.status)
    if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
    if let methods = error.allowedMethods { response.headers[.allow] = methods }
    if error.endsConnection { response.headers[.connection] = "close" }
    return response
  }

  /// An error that ends the connection, as HTTP/1.1 without Hummingbird.
  static func closing(_ error: RequestError) -> (head: HTTPResponseHead, body: ByteBuffer) {
    var answer = self.error(error)
    SecurityHeaders.add(to: &answer.headers)
    let status = HTTPResponseStatus(statusCode: answer.status.code, reasonPhrase: answer.status.reasonPhrase)
    let headers = HTTPHeaders(answer.headers.map { ($0.name.rawName, $0.value) })
    return (HTTPResponseHead(version: .http1_1, status: status, headers: headers), ByteBuffer(string: json(error)))
  }

  package static func json(_ error: RequestError) -> String {
    let message = RowFormatter.jsonString("\(error)")
    let row = error.row.map { ",\"row\":\(RowFormatter.jsonString($0))" } ?? ""
    return "{\"error\":{\"status\":\(error.status.code),\"code\":\"\(error.code)\",\"message\":\(message)}\(row)}"
  }
}
