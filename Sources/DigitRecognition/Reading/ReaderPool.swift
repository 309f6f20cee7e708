import Files
import Threads

/// Readers, such as classifiers, for any number of threads, each of which has one for itself while it reads.
package final class ReaderPool<Reader>: Sendable {
  package typealias Job = @Sendable (Reader) -> Void

  private struct State {
    var idle: [Reader] = []
    /// What the pool's own threads have still to do, in order.
    var waiting: ArraySlice<Job> = []
    /// The pool's own threads.
    var threadCount = 0
  }

  private let makeReader: @Sendable () -> Reader
  private let mostThreads = ProcessorCount.available
  private let state = ConditionLock(State())

  /// `makeReader` makes a reader for one thread.
  package init(_ makeReader: @escaping @Sendable () -> Reader) { self.makeReader = makeReader }

  /// Runs `body` on the caller's thread.
  package func run<Result>(_ body: (Reader) -> Result) -> Result {
    let reader = state.update { $0.idle.popLast() } ?? makeReader()
    defer { state.update { $0.idle.append(reader) } }
    return body(reader)
  }

  /// Runs `job` on a thread of the pool when its turn comes. Where the system gives no thread, the caller's does it.
  package func start(_ job: @escaping Job) {
    let needsThread = state.update { state in
      state.waiting.append(job)
      guard state.threadCount < mostThreads else { return false }
      state.threadCount += 1
      return true
    }
    if needsThread, !WorkerThread.start({ self.serve() }) { serve() }
  }

  /// Works until nothing waits.
  private func serve() {
    run { reader in
      while let job = nextJob() { job(reader) }
    }
  }

  /// nil where nothing waits, and the thread is to end.
  private func nextJob() -> Job? {
    state.update { state in
      let job = state.waiting.popFirst()
      if job == nil { state.threadCount -= 1 }
      return job
    }
  }
}
