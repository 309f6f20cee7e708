import DigitServer
import ImageIngestion
import NIOCore
import Testing

@Suite struct ShareTests {
  private let one = ClientAddress.v4(1)
  private let two = ClientAddress.v4(2)
  private let three = ClientAddress.v4(3)

  @Test func oneAddressGetsHalfOfWhatTheOthersLeave() {
    var share = FairShare(capacity: 100)
    #expect(share.take(51, for: one) == .overShare)
    #expect(share.take(50, for: one) == nil && share.take(1, for: one) == .overShare)
    #expect(share.take(26, for: two) == .scarce && share.take(25, for: two) == nil)
    #expect(share.take(13, for: three) == nil && share.take(1, for: three) == .scarce)
    share.giveBack(50, of: one)
    #expect(share.taken == 38 && share.take(6, for: two) == nil)
    #expect(share.take(.max, for: two) == .overShare)
  }

  @Test func theLastPlaceCanBeHad() {
    var share = FairShare(capacity: 2)
    #expect(share.take(1, for: one) == nil && share.take(1, for: two) == nil)
    #expect(share.take(1, for: three) == .scarce)
    #expect(FairShare(capacity: 1).largestShare == 1)
  }

  @Test func smallRequestsHaveAReserve() throws {
    var limits = ServerLimits()
    (limits.memory, limits.memoryForSmallRequests) = (.megabytes(8), .megabytes(2))
    let budget = MemoryBudget(limits)
    let large = try (0..<4).map { _ in
      let hold = budget.reservation(for: one)
      try hold.grow(by: 1 << 20)
      return hold
    }
    #expect(throws: RequestError.tooManyRequests(.memory)) { try budget.reservation(for: one).grow(by: 1 << 20) }
    // The reserve, shared as well, of the address itself and of another.
    var small: [Reservation] = []
    for address in [one, two] {
      for _ in 0..<8 {
        small.append(budget.reservation(for: address))
        #expect(throws: Never.self) { try small.last?.grow(by: 60 << 10) }
      }
    }
    #expect(budget.held == 4 << 20 + 16 * 60 << 10)
    // A request that grows leaves the reserve.
    #expect(throws: Never.self) { try small.last?.grow(by: 60 << 10) }
    #expect(throws: RequestError.tooManyRequests(.memory)) { try small.first?.grow(by: 60 << 10) }
    #expect(throws: RequestError.answerTooLarge) { try small.last?.grow(by: 5 << 20) }
    small = []
    withExtendedLifetime(large) { #expect(budget.held == 4 << 20) }
  }

  @Test func networksOfIPv6AreOneAddress() throws {
    func address(_ text: String) throws -> ClientAddress {
      ClientAddress(try SocketAddress(ipAddress: text, port: 1))
    }
    #expect(try address("2001:db8:1:2::1") == address("2001:db8:1:2:ffff::9"))
    #expect(try address("2001:db8:1:2::1") != address("2001:db8:1:3::1"))
    #expect(try address("::ffff:192.0.2.1") == address("192.0.2.1"))
    #expect(try address("192.0.2.1") != address("192.0.2.2"))
  }
}
