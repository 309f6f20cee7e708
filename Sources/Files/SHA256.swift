/// The SHA-256 digest of bytes that come piece by piece (NIST, "Secure Hash Standard", FIPS 180-4, 2015).
///
///     var hash = SHA256()
///     hash.update(Array("abc".utf8))
///     hash.hexadecimal  // "ba7816bf…"
///
/// A value: a copy goes on by itself, so that the digest of a beginning can be asked for at any time.
package struct SHA256: Sendable {
  private static let blockSize = 64

  private var state = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  /// Fewer than 64 bytes, which do not fill a block yet.
  private var pending: [UInt8] = []
  /// In bytes.
  private var length = 0

  package init() {}

  /// 64 lower-case hexadecimal digits for all of `bytes`.
  package static func hexadecimal(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hexadecimal
  }

  package mutating func update(_ bytes: [UInt8]) { update(bytes[...]) }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += bytes.count
    var rest = bytes
    if !pending.isEmpty {
      let taken = min(SHA256.blockSize - pending.count, rest.count)
      pending.append(contentsOf: rest[..<taken])
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard pending.count == SHA256.blockSize else { return }
      pending.withUnsafeBytes { state = SHA256.compressed(state, $0) }
      pending.removeAll(keepingCapacity: true)
    }
    while rest.count >= SHA256.blockSize {
      state = SHA256.compressed(state, UnsafeRawBufferPointer(rebasing: rest[..<SHA256.blockSize]))
      rest = UnsafeRawBufferPointer(rebasing: rest[SHA256.blockSize...])
    }
    pending.append(contentsOf: rest)
  }

  /// 64 lower-case hexadecimal digits for the bytes so far.
  package var hexadecimal: String {
    var ended = self
    // To the last eight bytes of a block, which tell the length in bits.
    let zeros = (SHA256.blockSize + 55 - length % SHA256.blockSize) % SHA256.blockSize
    ended.update([0x80] + [UInt8](repeating: 0, count: zeros))
    withUnsafeBytes(of: UInt64(8 * length).bigEndian) { ended.update($0) }
    return (0..<8).map { index in
      let digits = String(ended.state[index], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The state after one block of 64 bytes (FIPS 180-4, section 6.2.2).
  private static func compressed(_ state: SIMD8<UInt32>, _ block: UnsafeRawBufferPointer) -> SIMD8<UInt32> {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for index in 0..<16 {
        schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
      }
      for index in 16..<64 {
        let (near, far) = (schedule[index - 15], schedule[index - 2])
        let sigma0 = rotated(near, 7) ^ rotated(near, 18) ^ near >> 3
        let sigma1 = rotated(far, 17) ^ rotated(far, 19) ^ far >> 10
        schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
      }
      return constants.withUnsafeBufferPointer { constants in
        for index in schedule.indices { schedule[index] &+= constants[index] }
        return state &+ rounds(of: state, UnsafeBufferPointer(schedule))
      }
    }
  }

  /// The 64 rounds; `words` are those of the schedule, each with its constant added. Eight rounds at a time, after which
  /// the eight variables are in their places again: moving them after each round takes as long as the rounds.
  private static func rounds(of state: SIMD8<UInt32>, _ words: UnsafeBufferPointer<UInt32>) -> SIMD8<UInt32> {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in stride(from: 0, to: 64, by: 8) {
      round(a, b, c, &d, e, f, g, &h, words[index])
      round(h, a, b, &c, d, e, f, &g, words[index + 1])
      round(g, h, a, &b, c, d, e, &f, words[index + 2])
      round(f, g, h, &a, b, c, d, &e, words[index + 3])
      round(e, f, g, &h, a, b, c, &d, words[index + 4])
      round(d, e, f, &g, h, a, b, &c, words[index + 5])
      round(c, d, e, &f, g, h, a, &b, words[index + 6])
      round(b, c, d, &e, f, g, h, &a, words[index + 7])
    }
    return SIMD8(a, b, c, d, e, f, g, h)
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ word: UInt32
  ) {
    let choice = g ^ e & (f ^ g)
    let majority = a & b | c & (a | b)
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ word
    d &+= first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
  }

  /// `word` with its bits moved right by `count`, those that fall out at the left.
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
