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
    var next: () -> [Item]
    var taken = 0
  }

  private struct Progress {
    var finished: [Int: Result] = [:]
    var delivered = 0
    var liveWorkers: Int
    var failure: (any Error)?
    var isCancelled: Bool { failure != nil }
  }

  private enum Delivery {
    case result(Result)
    case end
  }

  /// Runs until `next` gives an empty chunk. The first error, of a worker or of `deliver`, ends the run and is thrown.
  package func run(next: sending @escaping () -> [Item], deliver: (Result) throws -> Void) throws {
    let source = Monitor(Source(next: next))
    let progress = Monitor(Progress(liveWorkers: jobs))
    var started = 0
    for _ in 0..<jobs where WorkerThread.start({ work(source, progress) }) { started += 1 }
    let missing = jobs - started
    progress.update { $0.liveWorkers -= missing }
    guard started > 0 else { throw RecognitionError.noThreads }
    do {
      while case .result(let result) = progress.wait(for: nextDelivery) {
        try deliver(result)
        progress.update { $0.delivered += 1 }
      }
    } catch {
      progress.update { $0.failure = error }
    }
    progress.wait { $0.liveWorkers == 0 ? () : nil }
    try progress.update { if let failure = $0.failure { throw failure } }
  }

  private func nextDelivery(_ state: inout Progress) -> Delivery? {
    if state.isCancelled { return .end }
    if let result = state.finished.removeValue(forKey: state.delivered) { return .result(result) }
    return state.liveWorkers == 0 ? .end : nil
  }

  private func work(_ source: Monitor<Source>, _ progress: Monitor<Progress>) {
    do {
      let worker = try makeWorker()
      let window = 4 * jobs
      var taken = 0
      while true {
        // Waiting for the writer before taking more keeps the window bounded.
        let isCancelled = progress.wait { $0.isCancelled ? true : taken < $0.delivered + window ? false : nil }
        if isCancelled { break }
        let (index, chunk) = source.update { source in
          let chunk = source.next()
          defer { source.taken += chunk.isEmpty ? 0 : 1 }
          return (source.taken, chunk)
        }
        if chunk.isEmpty { break }
        taken = index
        let result = try worker(chunk)
        progress.update { $0.finished[index] = result }
      }
    } catch {
      progress.update { if $0.failure == nil { $0.failure = error } }
    }
    progress.update { $0.liveWorkers -= 1 }
  }
}
