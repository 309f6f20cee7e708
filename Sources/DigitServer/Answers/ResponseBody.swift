import NIOCore

/// The text of an answer of any length, in pieces that are freed as the client takes them. Counted in the memory budget,
/// if it is made for one request.
package struct ResponseBody: Sendable {
  /// In bytes.
  private static let pieceSize = 16 << 10

  private let hold: Reservation?
  private var pieces = CircularBuffer<ByteBuffer>()
  /// Bytes of the piece that was given last.
  private var underWay = 0
  /// In bytes, whatever of it has been sent.
  package private(set) var length = 0

  /// A body that is nobody's own; without `bytes`, none.
  package init(_ bytes: ByteBuffer? = nil) {
    hold = nil
    guard let bytes else { return }
    pieces.append(bytes)
    length = bytes.readableBytes
  }

  /// An empty body, whose text `hold` will count.
  package init(heldBy hold: Reservation) {
    self.hold = hold
  }

  /// - Throws: what the reservation throws when there is no room.
  package mutating func append(_ text: String) throws(RequestError) {
    let count = text.utf8.count
    try hold?.grow(by: count)
    length += count
    if let last = pieces.last, last.readableBytes + count <= ResponseBody.pieceSize {
      pieces[pieces.index(before: pieces.endIndex)].writeString(text)
    } else {
      pieces.append(ByteBuffer(string: text))
    }
  }

  /// The next piece to send; nil after the last. Gives back the memory of the one before, which must have been taken.
  package mutating func next() -> ByteBuffer? {
    hold?.shrink(by: underWay)
    let piece = pieces.popFirst()
    underWay = piece?.readableBytes ?? 0
    return piece
  }

  /// Drops the text and keeps its length, for a request of the method HEAD.
  mutating func removeText() {
    pieces.removeAll()
  }
}
