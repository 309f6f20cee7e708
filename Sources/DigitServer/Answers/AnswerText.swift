import Hummingbird
import NIOConcurrencyHelpers
import NIOCore

/// The text of an answer of any length, in pieces that are freed as the client takes them. Counted in the memory budget.
package struct AnswerText {
  /// In bytes. Shorter answers are sent at once, and wait in the connection's own buffer.
  private static let pieceSize = 16 << 10

  private let hold: Reservation
  private let eventLoop: any EventLoop
  private var pieces = CircularBuffer<ByteBuffer>()
  private var length = 0

  /// `eventLoop`: that of the connection which the answer goes to.
  package init(_ hold: Reservation, on eventLoop: any EventLoop) {
    self.hold = hold
    self.eventLoop = eventLoop
  }

  /// - Throws: what `hold` throws when there is no room.
  package mutating func append(_ text: String) throws(RequestError) {
    let count = text.utf8.count
    try hold.grow(by: count)
    length += count
    if let last = pieces.last, last.readableBytes + count <= AnswerText.pieceSize {
      pieces[pieces.index(before: pieces.endIndex)].writeString(text)
    } else {
      var piece = ByteBufferAllocator().buffer(capacity: max(count, AnswerText.pieceSize))
      piece.writeString(text)
      pieces.append(piece)
    }
  }

  /// What is sent; to be used once.
  package var body: ResponseBody {
    if pieces.count == 1, length <= AnswerText.pieceSize { return ResponseBody(byteBuffer: pieces[pieces.startIndex]) }
    let waiting = NIOLockedValueBox(pieces)
    let (hold, eventLoop) = (hold, eventLoop)
    return ResponseBody(contentLength: length) { writer in
      // Each waits until the client has taken most of the one before.
      while let piece = waiting.withLockedValue({ $0.popFirst() }) {
        try await writer.write(piece)
        // The writer only queues the piece. Once the event loop has taken it, it knows whether the client takes more.
        try await eventLoop.submit {}.get()
        hold.shrink(by: piece.readableBytes)
      }
      try await writer.finish(nil)
    }
  }
}
