import Platform

/// The smallest of the names that it is shown, as many as fit its room, among those beyond `lower`.
///
/// A folder's name counts with a slash at its end, so that sorting the names of each folder sorts whole paths.
package struct NameSelection {
  package enum Kind: UInt8 {
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

  /// A selection of more names gets all the memory that it may need at once: growing bit by bit, on one thread after the
  /// other, it would leave holes that stay with the process. What is not written to does not count.
  private static let manyNames = 2048

  /// Bytes of names and entries that are kept; twice as many are held for a while.
  private let room: Int
  private var lower: [UInt8]
  /// Names from here on are left out, for they would not fit.
  private var upper: [UInt8]?
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Empty, but for its memory.
  private var spare: [UInt8] = []

  package init(beyond lower: [UInt8] = [], room: Int) {
    (self.lower, self.room) = (lower, room)
  }

  /// Begins anew, in the same memory.
  package mutating func restart(beyond lower: [UInt8]) {
    (self.lower, upper) = (lower, nil)
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  package var count: Int { entries.count }
  /// Whether there are names beyond those kept.
  package var isCut: Bool { upper != nil }
  package var size: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

  package subscript(index: Int) -> (name: ArraySlice<UInt8>, kind: Kind) {
    (bytes[entries[index].range], entries[index].kind)
  }

  /// Whether a name may belong here, asked before it is known whether it is a folder's.
  package func mayTake(_ name: UnsafeRawBufferPointer) -> Bool {
    let isBeyond = lower.withUnsafeBytes { lower in
      // With a slash, "a" comes after "a-b" too.
      NameSelection.precedes(lower, name)
        || (NameSelection.begins(lower, with: name)
          && (lower.count == name.count || lower[name.count] < NameSelection.slash))
    }
    guard isBeyond, let upper else { return isBeyond }
    return upper.withUnsafeBytes { NameSelection.precedes(name, $0) }
  }

  package mutating func add(_ name: UnsafeRawBufferPointer, _ kind: Kind) {
    let start = bytes.count
    bytes.append(contentsOf: name)
    if kind == .folder { bytes.append(NameSelection.slash) }
    let entry = Entry(start: UInt32(start), length: UInt16(bytes.count - start), kind: kind)
    guard isBetweenBounds(entry.range) else { return bytes.removeLast(bytes.count - start) }
    entries.append(entry)
    if entries.count == NameSelection.manyNames { reserve() }
    if size > 2 * room { cut() }
  }

  package mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      entries.sort { NameSelection.precedes(bytes[$0.range], bytes[$1.range]) }
    }
  }

  private mutating func reserve() {
    // The longest name and its slash come on top.
    bytes.reserveCapacity(2 * room + 256)
    entries.reserveCapacity(2 * room / MemoryLayout<Entry>.stride + 1)
    spare.reserveCapacity(2 * room + 256)
  }

  private mutating func cut() {
    sort()
    var count = 0
    while count < entries.count, count == 0 || spare.count + count * MemoryLayout<Entry>.stride < room {
      spare += bytes[entries[count].range]
      entries[count].start = UInt32(spare.count - Int(entries[count].length))
      count += 1
    }
    upper = count < entries.count ? Array(bytes[entries[count].range]) : upper
    entries.removeLast(entries.count - count)
    swap(&bytes, &spare)
    spare.removeAll(keepingCapacity: true)
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
