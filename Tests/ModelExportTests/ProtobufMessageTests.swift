import ModelExport
import Testing

/// Known bytes: those of the encoding's own documentation where it has them.
@Suite struct ProtobufMessageTests {
  private enum Field: Int {
    case first = 1, second, third, fifteenth = 15, sixteenth
  }

  @Test(
    arguments: [
      (0, [0x08, 0x00]), (1, [0x08, 0x01]), (127, [0x08, 0x7F]), (128, [0x08, 0x80, 0x01]), (150, [0x08, 0x96, 0x01]),
      (16_383, [0x08, 0xFF, 0x7F]), (16_384, [0x08, 0x80, 0x80, 0x01]),
      (.max, [0x08] + Array(repeating: 0xFF, count: 8) + [0x7F]),
      (-1, [0x08] + Array(repeating: 0xFF, count: 9) + [0x01]),
      (-2, [0x08, 0xFE] + Array(repeating: 0xFF, count: 8) + [0x01]),
    ] as [(Int, [UInt8])]) func integersAreVarints(value: Int, bytes: [UInt8])
  {
    var message = ProtobufMessage()
    message.add(value, as: Field.first)
    #expect(message.bytes == bytes)
  }

  @Test func textsHaveALength() {
    var message = ProtobufMessage()
    message.add("testing", as: Field.second)
    message.add("", as: Field.second)
    #expect(message.bytes == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67, 0x12, 0x00])
  }

  @Test func aMessageWithinAnotherIsWhole() {
    var (inner, middle, outer) = (ProtobufMessage(), ProtobufMessage(), ProtobufMessage())
    inner.add(150, as: Field.first)
    middle.add(inner, as: Field.third)
    #expect(middle.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
    outer.add(middle, as: Field.fifteenth)
    outer.add(ProtobufMessage(), as: Field.third)
    #expect(outer.bytes == [0x7A, 0x05, 0x1A, 0x03, 0x08, 0x96, 0x01, 0x1A, 0x00])
  }

  /// From the sixteenth on, the key takes two bytes; from 128 bytes on, the length does.
  @Test func longKeysAndLengths() {
    var message = ProtobufMessage()
    message.add([UInt8](repeating: 7, count: 128), as: Field.sixteenth)
    #expect(message.bytes == [0x82, 0x01, 0x80, 0x01] + Array(repeating: 7, count: 128))
  }

  @Test func floatsAreLittleEndian() {
    var message = ProtobufMessage()
    message.add(Float(1), as: Field.second)
    message.add(Float(-2.5), as: Field.second)
    #expect(message.bytes == [0x15, 0x00, 0x00, 0x80, 0x3F, 0x15, 0x00, 0x00, 0x20, 0xC0])
  }
}
