import HTTPTypes
import Hummingbird

/// What tells a browser to trust an answer with as little as possible. On every answer.
package struct SecurityHeaders: RouterMiddleware {
  package typealias Context = DigitRequestContext

  package static let fields: [HTTPField] = [
    field(
      "Content-Security-Policy",
      """
      default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; \
      base-uri 'none'; form-action 'none'; frame-ancestors 'none'
      """),
    field("X-Content-Type-Options", "nosniff"),
    field("Referrer-Policy", "no-referrer"),
    field("Cross-Origin-Resource-Policy", "same-origin"),
    field("X-Frame-Options", "DENY"),
  ].compactMap { $0 }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    SecurityHeaders.add(to: &response.headers)
    return response
  }

  package static func add(to headers: inout HTTPFields) {
    for field in fields { headers.append(field) }
  }

  private static func field(_ name: String, _ value: String) -> HTTPField? {
    HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
  }
}
