import ImageIngestion
import Threads

/// The memory for all that waits: bodies that come, and answers that are to go.
///
/// Requests that hold little share a reserve of their own, so that they find room when large ones have taken the rest.
package final class MemoryBudget: Sendable {
  private struct Pools {
    var main: FairShare
    var reserve: FairShare
  }

  private let pools: ConditionLock<Pools>
  private let smallRequest: Int

  package init(_ limits: ServerLimits) {
    pools = ConditionLock(
      Pools(
        main: FairShare(capacity: limits.memory.bytes),
        reserve: FairShare(capacity: limits.memoryForSmallRequests.bytes)))
    smallRequest = limits.smallRequest.bytes
  }

  /// Bytes of all requests.
  package var held: Int { pools.update { $0.main.taken + $0.reserve.taken } }

  /// Makes room for one request, which as yet holds nothing.
  package func reservation(for address: ClientAddress) -> Reservation {
    Reservation(budget: self, address: address)
  }

  /// What one request holds.
  fileprivate struct Amount {
    var bytes = 0
    /// Whether it is no longer of the reserve.
    var isLarge = false
  }

  fileprivate func grow(_ amount: inout Amount, by count: Int, for address: ClientAddress) -> FairShare.Refusal? {
    pools.update { pools in
      let bytes = amount.bytes + count
      if !amount.isLarge, bytes <= smallRequest, pools.reserve.take(count, for: address) == nil {
        amount.bytes = bytes
        return nil
      }
      if let refusal = pools.main.take(amount.isLarge ? count : bytes, for: address) { return refusal }
      if !amount.isLarge { pools.reserve.giveBack(amount.bytes, of: address) }
      amount = Amount(bytes: bytes, isLarge: true)
      return nil
    }
  }

  fileprivate func shrink(_ amount: inout Amount, by count: Int, of address: ClientAddress) {
    pools.update { pools in
      if amount.isLarge {
        pools.main.giveBack(count, of: address)
      } else {
        pools.reserve.giveBack(count, of: address)
      }
    }
    amount.bytes -= count
  }

  /// More than one request may ever hold.
  fileprivate func exceedsLargestShare(_ bytes: Int) -> Bool {
    bytes > smallRequest && pools.update { bytes > $0.main.largestShare }
  }
}

/// What one request holds of the memory; given back when the last reference to it goes.
package final class Reservation: Sendable {
  private let budget: MemoryBudget
  private let address: ClientAddress
  private let amount = ConditionLock(MemoryBudget.Amount())

  fileprivate init(budget: MemoryBudget, address: ClientAddress) {
    (self.budget, self.address) = (budget, address)
  }

  deinit { shrinkToNothing() }

  /// Holds `count` bytes more.
  /// - Throws: `answerTooLarge`, `tooManyRequests` or `overloaded`; then nothing has changed.
  package func grow(by count: Int) throws(RequestError) {
    let (refusal, isHopeless) = amount.update { amount in
      let refusal = budget.grow(&amount, by: count, for: address)
      return (refusal, refusal != nil && budget.exceedsLargestShare(amount.bytes + count))
    }
    switch refusal {
    case nil: return
    case _ where isHopeless: throw .answerTooLarge
    case .overShare: throw .tooManyRequests(.memory)
    case .scarce: throw .overloaded(.memory)
    }
  }

  /// Gives back all bytes that are held.
  func shrinkToNothing() {
    amount.update { budget.shrink(&$0, by: $0.bytes, of: address) }
  }

  /// Gives back `count` bytes of those that are held.
  package func shrink(by count: Int) {
    amount.update { budget.shrink(&$0, by: count, of: address) }
  }
}
