/// A message of Protocol Buffers under construction, field after field
/// ([encoding](https://protobuf.dev/programming-guides/encoding/)). A repeated field is added once for each value.
package struct ProtobufMessage: Equatable {
  /// How the bytes behind a field's number are to be read.
  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  /// The message without its own length.
  package private(set) var bytes: [UInt8] = []

  /// A message without fields.
  package init() {}

  /// Adds an integer or the number of an enumeration's case. Negative numbers take ten bytes.
  package mutating func add(_ value: Int, as field: some RawRepresentable<Int>) {
    begin(field, .varint)
    append(varint: UInt64(bitPattern: Int64(value)))
  }

  /// Adds a number of four bytes.
  package mutating func add(_ value: Float, as field: some RawRepresentable<Int>) {
    begin(field, .fixed32)
    bytes.append(littleEndian: value)
  }

  /// Adds a text.
  package mutating func add(_ text: String, as field: some RawRepresentable<Int>) {
    add(Array(text.utf8), as: field)
  }

  /// Adds bytes.
  package mutating func add(_ content: [UInt8], as field: some RawRepresentable<Int>) {
    begin(field, .lengthDelimited)
    append(varint: UInt64(content.count))
    bytes += content
  }

  /// Adds a message within this one.
  package mutating func add(_ message: ProtobufMessage, as field: some RawRepresentable<Int>) {
    add(message.bytes, as: field)
  }

  private mutating func begin(_ field: some RawRepresentable<Int>, _ type: WireType) {
    append(varint: UInt64(field.rawValue) << 3 | type.rawValue)
  }

  /// Seven bits a byte, the lowest first; all bytes but the last have the highest bit set.
  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension [UInt8] {
  mutating func append(littleEndian value: Float) {
    Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { append(contentsOf: $0) }
  }

  mutating func append(littleEndian value: Int) {
    Swift.withUnsafeBytes(of: Int64(value).littleEndian) { append(contentsOf: $0) }
  }
}
