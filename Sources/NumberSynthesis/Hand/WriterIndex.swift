import Imaging

/// Which digits of a collection each writer wrote.
struct WriterIndex: Sendable {
  /// The digits' indices, by writer and label.
  private var order: [Int32] = []
  /// For each writer and label, where `order` begins to hold them; one more at the end.
  private var starts: [Int32] = []
  /// The digits' indices, by label alone.
  private var byLabel: [[Int32]]

  /// The number of writers.
  private(set) var count = 0

  /// `writers` is empty or has a number for each of `labels`.
  init(labels: [UInt8], writers: [Int32]) {
    precondition(writers.isEmpty || writers.count == labels.count)
    byLabel = Array(repeating: [], count: 10)
    for (index, label) in labels.enumerated() { byLabel[Int(label)].append(Int32(index)) }
    guard !writers.isEmpty else { return }
    order = labels.indices.map(Int32.init).sorted {
      let (first, second) = (Int($0), Int($1))
      return (writers[first], labels[first], first) < (writers[second], labels[second], second)
    }
    var writer: Int32?
    for (place, index) in order.enumerated() {
      if writers[Int(index)] != writer {
        writer = writers[Int(index)]
        while starts.count < 10 * count { starts.append(Int32(place)) }
        count += 1
      }
      while starts.count <= 10 * (count - 1) + Int(labels[Int(index)]) { starts.append(Int32(place)) }
    }
    while starts.count <= 10 * count { starts.append(Int32(order.count)) }
  }

  /// Whether there is no digit at all.
  var isEmpty: Bool { byLabel.allSatisfy(\.isEmpty) }

  /// One of the writer's digits with the label `digit`; where the writer has none, or is nil, one of anybody's.
  func random(_ digit: Int, by writer: Int?, using generator: inout SeededGenerator) -> Int? {
    if let writer {
      let slot = 10 * writer + digit
      let (first, last) = (Int(starts[slot]), Int(starts[slot + 1]))
      if first < last { return Int(order[first + generator.index(below: last - first)]) }
    }
    let all = byLabel[digit]
    return all.isEmpty ? nil : Int(all[generator.index(below: all.count)])
  }
}
