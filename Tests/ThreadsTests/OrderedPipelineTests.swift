import Foundation
import Imaging
import Testing
import Threads

@Suite(.timeLimit(.minutes(5))) struct OrderedPipelineTests {
  private struct Failure: Error, Equatable {}

  private static func chunks(_ count: Int) -> @Sendable () -> [Int] {
    let position = ConditionLock(0)
    return {
      position.update { value in
        defer { value += 1 }
        return value < count ? [value] : []
      }
    }
  }

  @Test(arguments: [1, 2, 7], [0, 1, 5, 300]) func keepsOrderUnderRandomDelays(jobs: Int, count: Int) throws {
    let pipeline = OrderedPipeline<Int, Int>(jobs: jobs) {
      { chunk in
        var generator = SeededGenerator(seed: 5, epoch: 0, index: chunk[0])
        usleep(UInt32.random(in: 0...1000, using: &generator))
        return chunk[0] * 10
      }
    }
    var delivered: [Int] = []
    try pipeline.run(next: OrderedPipelineTests.chunks(count)) { delivered.append($0) }
    #expect(delivered == (0..<count).map { $0 * 10 })
  }

  @Test func takesNoMoreThanAWindowAheadOfTheWriter() throws {
    let taken = ConditionLock(0)
    let jobs = 2
    let pipeline = OrderedPipeline<Int, Int>(jobs: jobs) {
      { chunk in
        taken.update { $0 += 1 }
        return chunk[0]
      }
    }
    var delivered = 0
    var furthest = 0
    try pipeline.run(next: OrderedPipelineTests.chunks(200)) { _ in
      usleep(300)
      furthest = max(furthest, taken.update { $0 } - delivered)
      delivered += 1
    }
    #expect(furthest <= 5 * jobs)
    #expect(delivered == 200)
  }

  @Test func passesOnTheErrorOfAWorker() {
    let pipeline = OrderedPipeline<Int, Int>(jobs: 2) {
      { chunk in
        if chunk[0] == 20 { throw Failure() }
        return chunk[0]
      }
    }
    #expect(throws: Failure()) { try pipeline.run(next: OrderedPipelineTests.chunks(1000)) { _ in } }
  }

  @Test func stopsWhenTheWriterFails() {
    let taken = ConditionLock(0)
    let pipeline = OrderedPipeline<Int, Int>(jobs: 2) {
      { chunk in
        taken.update { $0 += 1 }
        return chunk[0]
      }
    }
    #expect(throws: Failure()) {
      try pipeline.run(next: OrderedPipelineTests.chunks(100_000)) { if $0 == 3 { throw Failure() } }
    }
    #expect(taken.update { $0 } < 100)
  }

  @Test(arguments: [1, 2, 7]) func aStoppedRunDeliversWhatWasTakenAndNoMore(jobs: Int) throws {
    let pipeline = OrderedPipeline<Int, Int>(jobs: jobs) {
      { chunk in
        var generator = SeededGenerator(seed: 6, epoch: 0, index: chunk[0])
        usleep(UInt32.random(in: 0...500, using: &generator))
        return chunk[0]
      }
    }
    let stop = StopRequest()
    stop.take()
    var delivered: [Int] = []
    let isComplete = try pipeline.run(next: OrderedPipelineTests.chunks(10_000), stop: stop) { result in
      delivered.append(result)
      if result == 20 { #expect(stop.takes(SIGTERM)) }
    }
    #expect(!isComplete && stop.signal == SIGTERM)
    #expect(delivered == Array(0..<delivered.count))
    #expect(delivered.count > 20 && delivered.count < 30 + 5 * jobs)
  }

  @Test func aListThatWaitsDoesNotHoldUpTheEnd() throws {
    let pipeline = OrderedPipeline<Int, Int>(jobs: 3) { { $0[0] } }
    let (stop, gate) = (StopRequest(), ConditionLock(false))
    stop.take()
    let first = ConditionLock(true)
    let next: @Sendable () -> [Int] = {
      if first.update({ isFirst in
        defer { isFirst = false }; return isFirst
      }) {
        return [1]
      }
      // Comes to an end only after the run.
      gate.wait { $0 ? () : nil }
      return []
    }
    var delivered: [Int] = []
    let isComplete = try pipeline.run(next: next, stop: stop) { result in
      delivered.append(result)
      _ = stop.takes(SIGINT)
    }
    gate.update { $0 = true }
    #expect(!isComplete && delivered == [1])
  }

  @Test func onlyTheFirstSignalIsTaken() {
    let stop = StopRequest()
    #expect(!stop.takes(SIGINT) && stop.signal == nil)
    stop.take()
    #expect(stop.takes(SIGTERM) && !stop.takes(SIGINT) && stop.signal == SIGTERM)
  }
}
