#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The smallest of the names that it is shown, as many as fit its room, among those beyond `lower`.
///
/// A folder's name counts with a slash at its end, so that sorting the names of each folder sorts whole paths.
struct NameSelection {
  enum Kind: UInt8 {
    case file, folder, brokenLink
  }

  /// Where a name lies in `bytes`.
  private struct Entry {
    var start: UInt32
    var length: UInt16
    var kind: Kind

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
  }

  private static let slash = UInt8(ascii: "/")

  /// Bytes of names and entries that are kept; twice as many are held for a while.
  private let room: Int
  private let lower: [UInt8]
  /// Names from here on are left out, for they would not fit.
  private var upper: [UInt8]?
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []

  init(beyond lower: [UInt8] = [], room: Int) {
    (self.lower, self.room) = (lower, room)
  }

  var count: Int { entries.count }
  /// Whether there are names beyond those kept.
  var isCut: Bool { upper != nil }
  var size: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

  subscript(index: Int) -> (name: ArraySlice<UInt8>, kind: Kind) {
    (bytes[entries[index].range], entries[index].kind)
  }

  /// Whether a name may belong here, asked before it is known whether it is a folder's.
  func mayTake(_ name: UnsafeRawBufferPointer) -> Bool {
    let isBeyond = lower.withUnsafeBytes { lower in
      // With a slash, "a" comes after "a-b" too.
      NameSelection.precedes(lower, name)
        || (NameSelection.begins(lower, with: name)
          && (lower.count == name.count || lower[name.count] < NameSelection.slash))
    }
    guard isBeyond, let upper else { return isBeyond }
    return upper.withUnsafeBytes { NameSelection.precedes(name, $0) }
  }

  mutating func add(_ name: UnsafeRawBufferPointer, _ kind: Kind) {
    let start = bytes.count
    bytes.append(contentsOf: name)
    if kind == .folder { bytes.append(NameSelection.slash) }
    let entry = Entry(start: UInt32(start), length: UInt16(bytes.count - start), kind: kind)
    guard isBetweenBounds(entry.range) else { return bytes.removeLast(bytes.count - start) }
    entries.append(entry)
    if size > 2 * room { cut() }
  }

  mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      entries.sort { NameSelection.precedes(bytes[$0.range], bytes[$1.range]) }
    }
  }

  private mutating func cut() {
    sort()
    var kept: [UInt8] = []
    kept.reserveCapacity(room)
    var count = 0
    while count < entries.count, count == 0 || kept.count + count * MemoryLayout<Entry>.stride < room {
      kept += bytes[entries[count].range]
      entries[count].start = UInt32(kept.count - Int(entries[count].length))
      count += 1
    }
    guard count < entries.count else { return }
    upper = Array(bytes[entries[count].range])
    entries.removeLast(entries.count - count)
    bytes = kept
  }

  private func isBetweenBounds(_ range: Range<Int>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let name = UnsafeRawBufferPointer(rebasing: bytes[range])
      guard lower.withUnsafeBytes({ NameSelection.precedes($0, name) }) else { return false }
      return upper?.withUnsafeBytes { NameSelection.precedes(name, $0) } ?? true
    }
  }

  private static func precedes(_ a: Slice<UnsafeRawBufferPointer>, _ b: Slice<UnsafeRawBufferPointer>) -> Bool {
    precedes(UnsafeRawBufferPointer(rebasing: a), UnsafeRawBufferPointer(rebasing: b))
  }

  private static func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    let order = compare(a, b, min(a.count, b.count))
    return order == 0 ? a.count < b.count : order < 0
  }

  private static func begins(_ a: UnsafeRawBufferPointer, with b: UnsafeRawBufferPointer) -> Bool {
    a.count >= b.count && compare(a, b, b.count) == 0
  }

  private static func compare(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, _ count: Int) -> Int32 {
    guard count > 0, let a = a.baseAddress, let b = b.baseAddress else { return 0 }
    return memcmp(a, b, count)
  }
}
