import Threads

/// Threads of our own that stay: oneDNN's calls are long, and Swift's cooperative pool must not be parked in them.
final class WorkerPool {
  typealias Body = (_ task: Int, _ worker: Int) throws(NetworkError) -> Void

  private let round = ConditionLock(Round())
  private let hasThreads: Bool

  /// Starts `threads` workers, or as many as the system gives.
  init(threads: Int) {
    var started = 0
    for worker in 0..<threads where WorkerThread.start({ [round] in WorkerPool.work(on: round, as: worker) }) {
      started += 1
    }
    hasThreads = started > 0
  }

  deinit { round.update { $0.isLast = true } }

  /// Calls `body` for tasks 0 ..< count, each on whichever worker comes first, and waits for all of them.
  /// Where several tasks fail, the error of the first of them is thrown.
  func run(_ count: Int, _ body: @escaping Body) throws(NetworkError) {
    guard hasThreads else {
      for task in 0..<count { try body(task, 0) }
      return
    }
    round.update { $0 = Round(body: body, count: count) }
    let failure = round.wait { $0.unfinished == 0 ? .some($0.failure) : nil }
    round.update { $0.body = nil }
    if let failure { throw failure.error }
  }

  /// Tasks until there will be no more.
  private static func work(on round: ConditionLock<Round>, as worker: Int) {
    while let (task, body) = round.wait(for: { $0.isLast ? .some(nil) : $0.take().map { .some($0) } }) {
      do throws(NetworkError) {
        try body(task, worker)
        round.update { $0.unfinished -= 1 }
      } catch {
        round.update { $0.fail(task, error) }
      }
    }
  }

  /// The tasks of one call of `run`. What `body` itself touches is split by task and worker by the caller, who waits.
  private struct Round {
    var body: Body?
    var next = 0
    var count = 0
    var unfinished = 0
    var failure: (task: Int, error: NetworkError)?
    /// Whether the pool is gone.
    var isLast = false

    init() {}

    init(body: @escaping Body, count: Int) {
      (self.body, self.count, unfinished) = (body, count, count)
    }

    mutating func take() -> (task: Int, body: Body)? {
      guard let body, next < count else { return nil }
      defer { next += 1 }
      return (next, body)
    }

    mutating func fail(_ task: Int, _ error: NetworkError) {
      unfinished -= 1
      if task < failure?.task ?? .max { failure = (task, error) }
    }
  }
}
