import DigitRecognition
import NumberReading
import Testing

struct NumberPolicyTests {
  private func verdict(
    _ confidence: Float, confirmed: Bool? = nil, constrained: Bool = false, policy: NumberPolicy = NumberPolicy(),
    change: (inout NumberAnswer) -> Void = { _ in }
  ) -> ReviewPolicy.Verdict {
    var answer = NumberAnswer(text: "12", value: "12", confidence: confidence, characters: [])
    (answer.isConfirmed, answer.isConstrained) = (confirmed, constrained)
    change(&answer)
    return policy.verdict(of: .number(answer))
  }

  @Test(arguments: [
    (Float(0.9), Bool?.some(true), false, true), (0.8999, true, false, false), (0.96, nil, true, false),
    (0.97, nil, true, true), (0.9699, nil, true, false), (0.97, nil, false, false), (0.9989, nil, false, false),
    (0.999, nil, false, true),
    (1, false, true, false),
  ]) func theThresholdDependsOnWhoAgrees(confidence: Float, confirmed: Bool?, constrained: Bool, isOK: Bool) {
    let verdict = verdict(confidence, confirmed: confirmed, constrained: constrained)
    #expect(verdict.status == (isOK ? .ok : .review))
    #expect(verdict.message == (isOK ? "" : confirmed == false ? "readers disagree" : "low confidence"))
  }

  @Test func theUsersThresholdCounts() {
    let policy = NumberPolicy(minimumConfidence: 0.5)
    #expect(verdict(0.5, confirmed: true, policy: policy).status == .ok)
    #expect(verdict(0.95, constrained: true, policy: policy).status == .ok)
    #expect(verdict(0.99, policy: policy).status == .review)
    #expect(verdict(0.995, policy: policy).status == .ok)
  }

  @Test(arguments: [
    (NumberDoubt.lines(3), "3 lines"), (.noFit(rule: "check digit", text: "12"), "check digit does not fit"),
    (.noFit(rule: "pattern", text: "123"), "pattern does not fit"),
    (.checkDigitMended, "check digit does not fit the likeliest reading"),
    (.rangeMended, "likeliest reading outside the range"),
    (.notInList(nearest: "20451"), "not in the list: nearest 20451"), (.notInList(nearest: ""), "not in the list"),
    (.readersDisagree(other: "17"), "second reader reads 17"), (.cutOff, "touches the edge of the picture"),
    (.inkLeftOut, "ink beside the number"), (.faintInk, "faint ink"),
  ]) func everyDoubtIsToldAndReviewed(doubt: NumberDoubt, words: String) {
    let verdict = verdict(1, confirmed: true, constrained: true) { $0.doubts = [doubt] }
    #expect(verdict.status == .review && verdict.message == words)
  }

  @Test func remarksDoNotCostOK() {
    let sure = verdict(1) { $0.remarks = [.junkDropped] }
    #expect(sure.status == .ok && sure.message == "mark that is no digit dropped")
    let unsure = verdict(0.5) { $0.remarks = [.junkDropped, .severalValues] }
    #expect(unsure.status == .review)
    #expect(
      unsure.message == "low confidence; mark that is no digit dropped; thousands or decimals: --decimal decides")
  }

  @Test func severalLinesAreReviewed() {
    let verdict = verdict(1, confirmed: true) { ($0.lineCount, $0.doubts) = (2, [.cutOff]) }
    #expect(verdict.status == .review && verdict.message == "2 lines; touches the edge of the picture")
  }

  @Test func picturesWithoutANumberAreTold() {
    let blank = NumberPolicy().verdict(of: .blank(.noInk))
    #expect(blank.status == .blank && blank.message == "no ink found")
    #expect(NumberPolicy().verdict(of: .failed(Unreadable("not an image"))).status == .error)
  }
}
