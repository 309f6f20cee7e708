import Foundation

/// Threads of our own that stay: oneDNN's calls are long, and Swift's cooperative pool must not be parked in them.
final class WorkerPool {
  typealias Body = (_ task: Int, _ worker: Int) throws(NetworkError) -> Void

  let threads: Int
  private let shared = Shared()

  init(threads: Int) {
    self.threads = threads
    for worker in 0..<threads {
      let thread = Thread { [shared] in shared.work(as: worker) }
      thread.name = "digits-worker-\(worker)"
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  deinit { shared.stop(threads) }

  /// Calls `body` for tasks 0 ..< count, each on whichever worker comes first, and waits for all of them.
  /// Where several tasks fail, the error of the first of them is thrown.
  func run(_ count: Int, _ body: @escaping Body) throws(NetworkError) {
    try shared.run(count, body, threads: threads)
  }

  /// Unchecked: `body` changes only while all workers wait for `begin`, the other variables only under `lock`; the
  /// semaphores order both. What `body` itself touches is split by task and worker by the caller, who waits.
  private final class Shared: @unchecked Sendable {
    private let begin = DispatchSemaphore(value: 0)
    private let end = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var body: Body?
    private var next = 0
    private var count = 0
    private var failure: (task: Int, error: NetworkError)?

    func run(_ count: Int, _ body: @escaping Body, threads: Int) throws(NetworkError) {
      self.body = body
      next = 0
      self.count = count
      failure = nil
      for _ in 0..<threads { begin.signal() }
      for _ in 0..<threads { end.wait() }
      self.body = nil
      if let failure { throw failure.error }
    }

    func stop(_ threads: Int) {
      body = nil
      for _ in 0..<threads { begin.signal() }
    }

    func work(as worker: Int) {
      while true {
        begin.wait()
        guard let body else { return }
        while let task = take() {
          do throws(NetworkError) {
            try body(task, worker)
          } catch {
            record(error, of: task)
          }
        }
        end.signal()
      }
    }

    private func take() -> Int? {
      lock.withLock {
        guard next < count else { return nil }
        next += 1
        return next - 1
      }
    }

    private func record(_ error: NetworkError, of task: Int) {
      lock.withLock {
        if task < failure?.task ?? .max { failure = (task, error) }
      }
    }
  }
}
