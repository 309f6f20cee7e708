import Hummingbird
import Logging

/// Makes every error an answer in JSON.
package struct ErrorAnswers: RouterMiddleware {
  package typealias Context = DigitRequestContext

  package let logger: Logger

  package init(logger: Logger) {
    self.logger = logger
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as RequestError {
      return Answer.error(error)
    } catch let error as HTTPError where error.status == .notFound {
      return Answer.error(unroutable(request))
    } catch {
      logger.error("\(request.method) \(request.uri.path): \(error)")
      return Answer.error(.internalError)
    }
  }

  /// A path with other methods, or none at all.
  private func unroutable(_ request: Request) -> RequestError {
    guard let route = Route.allCases.first(where: { $0.matches(request.uri.path) }) else {
      return .notFound(path: request.uri.path)
    }
    return .methodNotAllowed(allowed: route.allowedMethods)
  }
}
