import DigitRecognition
import Hummingbird
import NIOConcurrencyHelpers
import NIOCore

/// Receives request bodies, all together no more than the server has memory for.
final class BodyReader: Sendable {
  private let limit: ByteSize
  private let budget: Int
  /// Bytes of all bodies that are there.
  private let held = NIOLockedValueBox(0)

  init(_ settings: ServerSettings) {
    limit = settings.maximumBodySize
    budget = settings.limits.bodyBudget.bytes
  }

  /// Receives the body, and holds it while `use` runs.
  /// - Throws: `bodyTooLarge`, `overloaded` or `incompleteBody`, and what `use` throws.
  func withBody<Result>(of request: Request, _ use: ([UInt8]) async throws -> Result) async throws -> Result {
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > limit.bytes { throw RequestError.bodyTooLarge(limit: limit) }
    var own = 0
    defer { held.withLockedValue { $0 -= own } }
    var body: [UInt8] = []
    // Untouched memory costs nothing, so that a length that never comes does no harm.
    body.reserveCapacity(announced ?? 0)
    do {
      for try await part in request.body {
        guard body.count + part.readableBytes <= limit.bytes else { throw RequestError.bodyTooLarge(limit: limit) }
        try hold(part.readableBytes)
        own += part.readableBytes
        part.withUnsafeReadableBytes { body.append(contentsOf: $0) }
      }
    } catch let error as RequestError {
      throw error
    } catch {
      // Of the connection: it was closed, or is no HTTP.
      throw RequestError.incompleteBody
    }
    // A connection that is closed early ends the body without an error.
    if let announced, announced != body.count { throw RequestError.incompleteBody }
    return try await use(body)
  }

  private func hold(_ count: Int) throws {
    try held.withLockedValue { held in
      guard held + count <= budget else { throw RequestError.overloaded(.bodies) }
      held += count
    }
  }
}
