/// A 64-bit FNV-1a hash of bytes (Fowler, Noll and Vo), for tests that hold long outputs to known values.
public struct Fingerprint: Sendable {
  /// The hash of all bytes so far.
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The fingerprint of no bytes.
  public init() {}

  /// Appends `bytes`.
  public mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
