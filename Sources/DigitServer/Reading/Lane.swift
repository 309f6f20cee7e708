import DigitRecognition
import Threads

/// An image on its way to a worker.
package struct ImageJob: Sendable {
  package typealias Outcome = Result<ImageResult, RequestError>

  package var input: ClassificationInput
  package var question: ImageQuestion
  /// When it has waited too long.
  package var deadline: ContinuousClock.Instant
  /// Called once, on any thread.
  package var answer: @Sendable (Outcome) -> Void

  package init(
    input: ClassificationInput, question: ImageQuestion, deadline: ContinuousClock.Instant,
    answer: @escaping @Sendable (Outcome) -> Void
  ) {
    (self.input, self.question) = (input, question)
    self.deadline = deadline
    self.answer = answer
  }
}

/// Images that wait for the same workers.
package final class Lane: Sendable {
  private struct State {
    var waiting: [ImageJob] = []
    var isClosed = false
  }

  private let state = ConditionLock(State())
  private let workers: Int

  package init(workers: Int) {
    self.workers = workers
  }

  /// Puts an image at the end.
  package func add(_ job: ImageJob) {
    state.update { $0.waiting.append(job) }
  }

  /// Waits for images, and gives this worker its share of them, at most `limit`; none once the lane is closed.
  package func take(atMost limit: Int) -> [ImageJob] {
    state.wait { state in
      if state.waiting.isEmpty { return state.isClosed ? [] : nil }
      let share = (state.waiting.count + workers - 1) / workers
      let jobs = Array(state.waiting.prefix(min(limit, share)))
      state.waiting.removeFirst(jobs.count)
      return jobs
    }
  }

  /// Takes out the images that have waited too long.
  package func removeExpired(by now: ContinuousClock.Instant) -> [ImageJob] {
    state.update { state in
      let expired = state.waiting.filter { $0.deadline <= now }
      if !expired.isEmpty { state.waiting.removeAll { $0.deadline <= now } }
      return expired
    }
  }

  /// Lets the workers go when all is done.
  package func close() {
    state.update { $0.isClosed = true }
  }
}
