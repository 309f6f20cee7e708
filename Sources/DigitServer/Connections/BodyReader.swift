import Files
import Hummingbird
import NIOCore

/// Receives request bodies.
struct BodyReader: Sendable {
  package let limit: ByteSize

  /// Receives the body. `hold` grows by the bytes that have arrived, not by those that are announced.
  /// - Throws: `bodyTooLarge`, `incompleteBody`, and what `hold` throws.
  package func body(of request: Request, _ hold: Reservation) async throws -> [UInt8] {
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > limit.bytes { throw RequestError.bodyTooLarge(limit: limit) }
    var body: [UInt8] = []
    do {
      for try await part in request.body {
        let count = body.count + part.readableBytes
        guard count <= limit.bytes else { throw RequestError.bodyTooLarge(limit: limit) }
        try hold.grow(by: part.readableBytes)
        if count > body.capacity { body.reserveCapacity(max(count, min(2 * count, announced ?? limit.bytes))) }
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
    return body
  }
}
