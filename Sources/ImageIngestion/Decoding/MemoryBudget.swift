import Threads

/// Bytes that all threads of the process may hold at a time for one purpose; who wants more than is left waits.
package final class MemoryBudget: Sendable {
  /// For the coefficients of JPEGs in several scans, which libjpeg keeps until the last is read. Enough for A4 in 600
  /// dpi with colours in full detail, and for 100 million pixels of grey.
  package static let coefficients = MemoryBudget(220_000_000)

  /// The size of the budget, in bytes.
  package let limit: Int
  private let left: ConditionLock<Int>

  /// A budget of `limit` bytes.
  package init(_ limit: Int) {
    self.limit = limit
    left = ConditionLock(limit)
  }

  /// Holds `bytes`, at most `limit`, while `body` runs.
  package func holding<Result>(_ bytes: Int, _ body: () throws(IngestionError) -> Result) throws(IngestionError)
    -> Result
  {
    precondition(bytes <= limit)
    guard bytes > 0 else { return try body() }
    left.wait { left -> Void? in
      guard left >= bytes else { return nil }
      left -= bytes
      return ()
    }
    defer { left.update { $0 += bytes } }
    return try body()
  }
}
