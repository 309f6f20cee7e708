/// The entries that a preview shows, of any number of inputs: at most `limit`, so that its memory is bounded.
struct PreviewSelection {
  private let limit: Int
  private let putsDoubtfulFirst: Bool
  /// In the order in which they are shown; within each in the order of the inputs.
  private var groups: [[ContactSheetEntry]] = [[], [], []]
  private var count = 0
  private(set) var leftOut = 0

  init(limit: Int, doubtfulFirst: Bool) {
    (self.limit, putsDoubtfulFirst) = (limit, doubtfulFirst)
  }

  var entries: [ContactSheetEntry] { groups.flatMap(\.self) }

  /// Whether no further entry would be shown, whatever it is.
  var isFull: Bool { count == limit && !putsDoubtfulFirst }

  /// A doubtful entry takes the place of one that is not, if there is no other.
  mutating func add(_ entry: ContactSheetEntry) {
    groups[putsDoubtfulFirst ? entry.standing.rank : 0].append(entry)
    count += 1
    guard count > limit, let last = groups.lastIndex(where: { !$0.isEmpty }) else { return }
    groups[last].removeLast()
    count -= 1
    leftOut += 1
  }

  mutating func leaveOut() { leftOut += 1 }
}

extension ContactSheetEntry.Standing {
  /// The sooner a person should look, the less.
  fileprivate var rank: Int {
    switch self {
    case .doubtful: 0
    case .failed: 1
    case .sure: 2
    }
  }
}
