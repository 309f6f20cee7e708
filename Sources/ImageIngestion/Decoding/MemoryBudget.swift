import Foundation

/// Bytes that all threads of the process may hold at a time for one purpose; who wants more than is left waits.
///
/// Unchecked because the compiler cannot see that `left` is touched only while the condition is locked.
package final class MemoryBudget: @unchecked Sendable {
  /// For the coefficients of JPEGs in several scans, which libjpeg keeps until the last is read. Enough for A4 in 600
  /// dpi with colours in full detail, and for 100 million pixels of grey.
  package static let coefficients = MemoryBudget(220_000_000)

  /// The size of the budget, in bytes.
  package let limit: Int
  private var left: Int
  private let condition = NSCondition()

  /// A budget of `limit` bytes.
  package init(_ limit: Int) {
    (self.limit, left) = (limit, limit)
  }

  /// Holds `bytes`, at most `limit`, while `body` runs.
  package func holding<Result>(_ bytes: Int, _ body: () throws(IngestionError) -> Result) throws(IngestionError)
    -> Result
  {
    precondition(bytes <= limit)
    guard bytes > 0 else { return try body() }
    condition.withLock {
      while left < bytes { condition.wait() }
      left -= bytes
    }
    defer {
      condition.withLock {
        left += bytes
        condition.broadcast()
      }
    }
    return try body()
  }
}
