import Files
import Testing

@Suite struct ProcessorCountTests {
  @Test(
    arguments: [
      ("0", 1), ("\t0-3,6\n", 5), ("7-7", 1), ("0-1023", 1024), ("", nil), ("x", nil), ("3-1", nil), ("1-2-3", nil),
      ("0-9223372036854775807", nil),
    ] as [(String, Int?)]) func countsTheProcessorsOfAList(text: String, count: Int?)
  {
    #expect(ProcessorCount.count(ofList: text) == count)
  }

  @Test(
    arguments: [
      ("max 100000\n", nil), ("100000 100000\n", 1), ("150000 100000", 2), ("1000 100000", 1), ("400000 100000", 4),
      ("9223372036854775807 1", Int.max), ("0 100000", nil), ("100000 0", nil), ("", nil), ("-1 100000", nil),
    ] as [(String, Int?)]) func aQuotaIsWorthSoMany(text: String, count: Int?)
  {
    #expect(ProcessorCount.limit(ofQuota: text) == count)
  }

  @Test func thereIsOneAtLeast() {
    #expect(ProcessorCount.available >= 1)
  }
}
