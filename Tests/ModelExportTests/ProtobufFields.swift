/// The fields of a message of Protocol Buffers, read by the rules of the encoding and without the writer under test.
struct ProtobufFields {
  enum Value: Equatable {
    case integer(UInt64)
    case bytes([UInt8])
    case fixed32(UInt32)
  }

  private(set) var fields: [(number: Int, value: Value)] = []

  /// nil where the bytes are no message.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let key = ProtobufFields.varint(&rest) else { return nil }
      let value: Value
      switch key & 7 {
      case 0:
        guard let number = ProtobufFields.varint(&rest) else { return nil }
        value = .integer(number)
      case 2:
        guard let count = ProtobufFields.varint(&rest), rest.count >= count else { return nil }
        value = .bytes(Array(rest.prefix(Int(count))))
        rest = rest.dropFirst(Int(count))
      case 5:
        guard rest.count >= 4 else { return nil }
        value = .fixed32(rest.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) })
        rest = rest.dropFirst(4)
      default: return nil
      }
      fields.append((Int(key >> 3), value))
    }
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while let byte = bytes.popFirst(), shift < 64 {
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
      shift += 7
    }
    return nil
  }

  func integers(_ number: Int) -> [Int] {
    fields.compactMap {
      if $0.number == number, case .integer(let value) = $0.value { Int(truncatingIfNeeded: value) } else { nil }
    }
  }

  func bytes(_ number: Int) -> [[UInt8]] {
    fields.compactMap { if $0.number == number, case .bytes(let value) = $0.value { value } else { nil } }
  }

  func texts(_ number: Int) -> [String] { bytes(number).map { String(decoding: $0, as: UTF8.self) } }

  func messages(_ number: Int) -> [ProtobufFields] { bytes(number).compactMap(ProtobufFields.init) }
}
