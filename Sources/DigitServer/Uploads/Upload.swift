import Files
import NIOCore

/// A body with images as it comes in, and what its request asks for.
struct Upload: Sendable {
  let query: RequestQuery
  let kind: UploadKind
  /// Whether many results are a table, as CSV.
  let wantsTable: Bool
  let address: ClientAddress
  /// Counts the body, and after it the answer.
  let hold: Reservation
  private(set) var body: [UInt8] = []
  private let limit: ByteSize
  private let announced: Int?

  /// - Throws: `badQuery` or `bodyTooLarge`.
  init(
    _ request: Request, for question: ImageQuestion, _ hold: Reservation, limit: ByteSize
  ) throws(RequestError) {
    query = try RequestQuery(request.query, for: question)
    kind = UploadKind(contentType: request.field("Content-Type"))
    wantsTable = request.field("Accept")?.lowercased().contains("text/csv") ?? false
    (address, self.hold, self.limit) = (request.address, hold, limit)
    announced = request.field("Content-Length").flatMap { Int($0) }
    if kind.isImage, query.name == nil, query.includesRow {
      throw .badQuery(detail: "include=row needs the name that stands in the row: add name=PATH")
    }
    if !kind.isImage, query.name != nil {
      throw .badQuery(detail: "an archive or form names its files itself: leave name out")
    }
    if let announced, announced > limit.bytes { throw .bodyTooLarge(limit: limit) }
  }

  /// Adds a part. Memory grows by the bytes that have arrived, not by those that are announced.
  /// - Throws: `bodyTooLarge`, and what the reservation throws.
  mutating func append(_ part: ByteBuffer) throws(RequestError) {
    let count = body.count + part.readableBytes
    guard count <= limit.bytes else { throw .bodyTooLarge(limit: limit) }
    try hold.grow(by: part.readableBytes)
    if count > body.capacity { body.reserveCapacity(max(count, min(2 * count, announced ?? limit.bytes))) }
    part.withUnsafeReadableBytes { body.append(contentsOf: $0) }
  }
}
