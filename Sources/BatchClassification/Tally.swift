import DigitRecognition
import Inputs

extension BatchRun {
  /// How many rows had each status, and why those without a picture had none. Saved with a run that goes on later, so
  /// its JSON keys stay as they are.
  public struct Tally: Sendable, Equatable, Codable {
    /// The number of rows of each status.
    public var counts: [ScanStatus: Int] = [:]
    /// Of the rows that are errors.
    public var causes: [ErrorCause: Int] = [:]
    /// Of the rows to review, those of pictures with several digits where one was to be read.
    public var several = 0
    /// Files and folders that were passed over.
    public var skipped = FolderWalker.Skipped()

    /// Counts nothing yet.
    public init() {}

    /// The number of rows.
    public var rows: Int { counts.values.reduce(0, +) }
    /// Rows that give a digit or a number, be it to review.
    public var answers: Int { self[.ok] + self[.review] - several }

    /// The number of rows with that status.
    public subscript(status: ScanStatus) -> Int { counts[status] ?? 0 }

    /// The causes that occurred, the most frequent first.
    public var causesByFrequency: [(cause: ErrorCause, count: Int)] {
      let found = ErrorCause.allCases.compactMap { cause in causes[cause].map { (cause: cause, count: $0) } }
      // Sorting is stable: of two with the same count, the one that is declared first comes first.
      return found.filter { $0.count > 0 }.sorted { $0.count > $1.count }
    }

    package mutating func add(_ row: Row) {
      counts[row.status, default: 0] += 1
      if let cause = row.cause { causes[cause, default: 0] += 1 }
      if row.isOfSeveral { several += 1 }
    }

    /// Adds the rows of another tally; what was skipped is not of rows.
    package mutating func addRows(of other: Tally) {
      counts.merge(other.counts, uniquingKeysWith: +)
      causes.merge(other.causes, uniquingKeysWith: +)
      several += other.several
    }
  }
}

extension BatchRun.Tally {
  /// What is skipped is found again by a run that goes on, since it walks the folders anew.
  private enum CodingKeys: CodingKey {
    case counts, causes, several
  }

  /// Throws for counts that no run can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    counts = try container.decode([ScanStatus: Int].self, forKey: .counts)
    causes = try container.decode([ErrorCause: Int].self, forKey: .causes)
    several = try container.decodeIfPresent(Int.self, forKey: .several) ?? 0
    let all = Array(counts.values) + Array(causes.values) + [several]
    guard all.allSatisfy({ InputTotal.range ~= $0 }), several <= self[.review] else {
      throw DecodingError.dataCorruptedError(forKey: .counts, in: container, debugDescription: "impossible counts")
    }
  }

  /// Without `several` where there is none, as earlier versions write and read it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(counts, forKey: .counts)
    try container.encode(causes, forKey: .causes)
    if several > 0 { try container.encode(several, forKey: .several) }
  }
}
