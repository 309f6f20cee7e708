import DigitRecognition
import Foundation
import Testing

@Suite struct OrderedPipelineTests {
  private struct Failure: Error, Equatable {}

  private static func chunks(_ count: Int) -> @Sendable () -> [Int] {
    let position = Monitor(0)
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
    let taken = Monitor(0)
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
    let taken = Monitor(0)
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
}
