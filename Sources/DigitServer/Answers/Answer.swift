import DigitRecognition
import Hummingbird

/// Responses as this server makes them.
enum Answer {
  private static let jsonHeaders: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]

  static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: jsonHeaders, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func text(_ text: String, type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  static func error(_ error: RequestError) -> Response {
    var response = json(json(error), status: error.status)
    if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
    if let methods = error.allowedMethods { response.headers[.allow] = methods }
    if error.endsConnection { response.headers[.connection] = "close" }
    return response
  }

  static func json(_ error: RequestError) -> String {
    let message = RowFormatter.jsonString("\(error)")
    let row = error.row.map { ",\"row\":\(RowFormatter.jsonString($0))" } ?? ""
    return "{\"error\":{\"status\":\(error.status.code),\"code\":\"\(error.code)\",\"message\":\(message)}\(row)}"
  }
}
