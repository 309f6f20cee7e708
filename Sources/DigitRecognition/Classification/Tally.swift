extension ClassificationRun {
  /// How many rows had each status, and why those without a picture had none. Saved with a run that goes on later, so
  /// its JSON keys stay as they are.
  public struct Tally: Sendable, Equatable, Codable {
    public var counts: [ScanStatus: Int] = [:]
    /// Of the rows that are errors.
    public var causes: [ErrorCause: Int] = [:]
    public var skipped = FolderWalker.Skipped()

    /// What is skipped is found again by a run that goes on, since it walks the folders anew.
    private enum CodingKeys: CodingKey {
      case counts, causes
    }

    public init() {}

    public var rows: Int { counts.values.reduce(0, +) }
    /// Rows that give a digit, be it to review.
    public var digits: Int { self[.ok] + self[.review] }

    public subscript(status: ScanStatus) -> Int { counts[status] ?? 0 }

    /// The causes that occurred, the most frequent first.
    public var causesByFrequency: [(cause: ErrorCause, count: Int)] {
      let found = ErrorCause.allCases.compactMap { cause in causes[cause].map { (cause: cause, count: $0) } }
      // Sorting is stable: of two with the same count, the one that is declared first comes first.
      return found.filter { $0.count > 0 }.sorted { $0.count > $1.count }
    }

    mutating func add(_ result: ScanResult, status: ScanStatus) {
      counts[status, default: 0] += 1
      if case .failed(let failure) = result { causes[failure.cause, default: 0] += 1 }
    }

    /// Adds the rows of another tally; what was skipped is not of rows.
    mutating func addRows(of other: Tally) {
      counts.merge(other.counts, uniquingKeysWith: +)
      causes.merge(other.causes, uniquingKeysWith: +)
    }
  }
}
