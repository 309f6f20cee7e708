/// A number of places that clients share. One address may have half of what the others leave, so that there is always
/// something left for another, however many places the first asks for.
package struct FairShare: Sendable {
  package enum Refusal: Equatable {
    /// More than one address ever gets.
    case overShare
    /// What is left belongs to others.
    case scarce
  }

  package let capacity: Int
  package private(set) var taken = 0
  private var takenByAddress: [ClientAddress: Int] = [:]

  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// What one address gets while no other has anything.
  package var largestShare: Int { FairShare.half(of: capacity) }

  /// Takes `count` places, unless they are refused.
  package mutating func take(_ count: Int, for address: ClientAddress) -> Refusal? {
    let own = takenByAddress[address, default: 0]
    let (wanted, overflow) = own.addingReportingOverflow(count)
    guard !overflow, wanted <= largestShare else { return .overShare }
    guard wanted <= FairShare.half(of: capacity - (taken - own)) else { return .scarce }
    takenByAddress[address] = wanted
    taken += count
    return nil
  }

  package mutating func giveBack(_ count: Int, of address: ClientAddress) {
    taken -= count
    let own = takenByAddress[address, default: 0] - count
    takenByAddress[address] = own > 0 ? own : nil
  }

  /// Rounded up, so that the last place can be had.
  private static func half(of count: Int) -> Int { count / 2 + count % 2 }
}
