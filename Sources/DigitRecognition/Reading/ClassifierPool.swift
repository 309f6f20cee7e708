import Files
import Threads

/// Classifiers for any number of threads, each of which has one for itself while it reads.
final class ClassifierPool: Sendable {
  typealias Job = @Sendable (Classifier) -> Void

  private struct State {
    var idle: [Classifier] = []
    /// What the pool's own threads have still to do, in order.
    var waiting: ArraySlice<Job> = []
    /// The pool's own threads.
    var threadCount = 0
  }

  private let cascade: Cascade
  private let options: ScanNormalizer.Options
  private let mostThreads = ProcessorCount.available
  private let state = ConditionLock(State())

  init(cascade: Cascade, options: ScanNormalizer.Options) {
    (self.cascade, self.options) = (cascade, options)
  }

  /// Runs `body` on the caller's thread.
  func run<Result>(_ body: (Classifier) -> Result) -> Result {
    let classifier = state.update { $0.idle.popLast() } ?? Classifier(cascade: cascade, options: options)
    defer { state.update { $0.idle.append(classifier) } }
    return body(classifier)
  }

  /// Runs `job` on a thread of the pool when its turn comes. Where the system gives no thread, the caller's does it.
  func start(_ job: @escaping Job) {
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
    run { classifier in
      while let job = nextJob() { job(classifier) }
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
