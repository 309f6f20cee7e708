/// Work spread over threads, its results delivered in the order of the work.
///
/// Chunks are taken from `next` one after another; each worker turns a chunk into a result; results reach `deliver`, on
/// the calling thread, in the order in which their chunks were taken. At most a few chunks for each worker are under way
/// or wait for delivery, so memory does not grow with the amount of work.
package struct OrderedPipeline<Item: Sendable, Result: Sendable>: Sendable {
  package typealias Worker = ([Item]) throws -> Result

  /// Number of worker threads.
  package let jobs: Int
  /// Called once on each thread, so that what it makes belongs to that thread alone.
  package let makeWorker: @Sendable () throws -> Worker

  package init(jobs: Int, makeWorker: @escaping @Sendable () throws -> Worker) {
    self.jobs = max(1, jobs)
    self.makeWorker = makeWorker
  }

  private struct Source {
    var next: () throws -> [Item]
  }

  private struct Progress {
    var finished: [Int: Result] = [:]
    var taken = 0
    var delivered = 0
    /// Chunks that a worker has in hand.
    var underWay = 0
    var liveWorkers: Int
    var isExhausted = false
    var isStopping = false
    var failure: (any Error)?
    /// Whether no more chunks are to be taken.
    var isEnding: Bool { failure != nil || isStopping }
  }

  private enum Delivery {
    case result(Result)
    case end
  }

  /// Runs until `next` gives an empty chunk, or until `stop`, when the chunks that were taken are still delivered.
  /// The first error, of a worker, of `next` or of `deliver`, ends the run and is thrown. Returns whether all is done.
  ///
  /// A run that ends early does not wait for a `next` that waits for its own input: what that gives is dropped.
  @discardableResult
  package func run(
    next: sending @escaping () throws -> [Item], stop: StopRequest? = nil, deliver: (Result) throws -> Void
  ) throws -> Bool {
    let source = ConditionLock(Source(next: next))
    let progress = ConditionLock(Progress(liveWorkers: jobs))
    stop?.whenStopped { progress.update { $0.isStopping = true } }
    var started = 0
    for _ in 0..<jobs where WorkerThread.start({ work(source, progress) }) { started += 1 }
    let missing = jobs - started
    progress.update { $0.liveWorkers -= missing }
    guard started > 0 else { throw ThreadError.noThreads }
    do {
      while case .result(let result) = progress.wait(for: nextDelivery) {
        try deliver(result)
        progress.update { $0.delivered += 1 }
      }
    } catch {
      progress.update { $0.failure = error }
    }
    progress.wait { $0.liveWorkers == 0 || $0.isEnding && $0.underWay == 0 ? () : nil }
    return try progress.update { state in
      if let failure = state.failure { throw failure }
      return state.isExhausted
    }
  }

  private func nextDelivery(_ state: inout Progress) -> Delivery? {
    if state.failure != nil { return .end }
    if let result = state.finished.removeValue(forKey: state.delivered) { return .result(result) }
    let isDone = state.liveWorkers == 0 || state.isStopping && state.delivered == state.taken
    return isDone ? .end : nil
  }

  private func work(_ source: ConditionLock<Source>, _ progress: ConditionLock<Progress>) {
    do {
      let worker = try makeWorker()
      let window = 4 * jobs
      var last = 0
      while true {
        // Waiting for the writer before taking more keeps the window bounded.
        let isEnding = progress.wait { $0.isEnding ? true : last < $0.delivered + window ? false : nil }
        if isEnding { break }
        guard let (index, chunk) = try take(source, progress) else { break }
        last = index
        let outcome = Swift.Result { try worker(chunk) }
        try progress.update { state in
          state.underWay -= 1
          state.finished[index] = try outcome.get()
        }
      }
    } catch {
      progress.update { if $0.failure == nil { $0.failure = error } }
    }
    progress.update { $0.liveWorkers -= 1 }
  }

  /// The next chunk and its number; nil when there is no more, or no more is wanted.
  private func take(_ source: ConditionLock<Source>, _ progress: ConditionLock<Progress>) throws -> (
    index: Int, chunk: [Item]
  )? {
    try source.update { source in
      let chunk = try source.next()
      return progress.update { state in
        // Another thread may have dropped the chunk before this one.
        if state.isEnding { return nil }
        state.isExhausted = chunk.isEmpty
        if chunk.isEmpty { return nil }
        defer { state.taken += 1 }
        state.underWay += 1
        return (state.taken, chunk)
      }
    }
  }
}
