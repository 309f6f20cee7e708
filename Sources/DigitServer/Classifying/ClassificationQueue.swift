import DigitRecognition
import ImageIngestion
import Logging
import NIOConcurrencyHelpers
import Platform
import Threads

/// Images → results, on threads of its own, each with a classifier. Takes no more images than it has places for.
///
/// Huge pictures wait in a lane of their own, which one thread of low priority serves: neither they nor what they need of
/// memory get into the way of the others.
package final class ClassificationQueue: Sendable {
  /// Images that a worker takes at a time.
  private static let batchSize = 8
  /// Pictures with more pixels are huge: a phone's photo is not.
  private static let hugePixels = 16_000_000
  /// Fewer bytes cannot hold a huge picture: deflate makes at most 1,032 of one, and eight pixels fit each.
  private static let hugeBytes = hugePixels / (1_032 * 8)

  private struct State {
    var places: FairShare
    var isStopping = false
  }

  private let state: NIOLockedValueBox<State>
  private let lane: Lane
  private let hugeLane = Lane(workers: 1)
  private let limits: ServerLimits
  private let clock = ContinuousClock()

  /// Starts the threads; they end with the queue.
  /// - Throws: `noThreads`.
  package init(cascade: Cascade, settings: ServerSettings, logger: Logger) throws(ServerError) {
    limits = settings.limits
    state = NIOLockedValueBox(State(places: FairShare(capacity: limits.queueCapacity)))
    let jobs = max(1, settings.jobs)
    lane = Lane(workers: jobs)
    var options = ScanNormalizer.Options()
    options.maximumPixels = settings.maximumPixels
    options.maximumCoefficientBytes = limits.coefficientBytes
    let worker = Worker(cascade: cascade, options: options, hugeLane: hugeLane, logger: logger)
    let (lane, hugeLane) = (lane, hugeLane)
    var areStarted = WorkerThread.start {
      ClassificationQueue.lowerPriority()
      worker.serve(hugeLane, batchSize: 1, isForHuge: true)
    }
    for _ in 0..<jobs {
      let isStarted = WorkerThread.start { worker.serve(lane, batchSize: ClassificationQueue.batchSize) }
      areStarted = areStarted && isStarted
    }
    guard areStarted else { throw ServerError.noThreads }
  }

  deinit {
    lane.close()
    hugeLane.close()
  }

  /// Images that wait or are being read.
  package var count: Int { state.withLockedValue { $0.places.taken } }

  /// Places that one request may hold.
  package var largestShare: Int { state.withLockedValue { $0.places.largestShare } }

  /// Why a request would be refused now, if it would.
  var refusal: RequestError? {
    state.withLockedValue { state in
      if state.isStopping { return .stopping }
      return state.places.taken >= state.places.capacity ? .overloaded(.images) : nil
    }
  }

  /// From now on refuses requests; those that have begun to arrive are still answered.
  package func stop() {
    state.withLockedValue { $0.isStopping = true }
  }

  /// Holds `count` places for a request from `address` while `body` runs.
  /// - Throws: `tooManyRequests` or `overloaded`, and what `body` throws.
  package func holdingPlaces<Result>(
    _ count: Int, for address: ClientAddress, _ body: () async throws -> Result
  ) async throws -> Result {
    switch state.withLockedValue({ $0.places.take(count, for: address) }) {
    case nil: break
    case .overShare: throw RequestError.tooManyRequests(.images)
    case .scarce: throw RequestError.overloaded(.images)
    }
    defer { state.withLockedValue { $0.places.giveBack(count, of: address) } }
    return try await body()
  }

  /// Reads an image, for which a place must be held.
  package func classify(_ input: ClassificationInput) async throws -> ScanResult {
    let deadline = clock.now + limits.patience
    return try await withCheckedContinuation { continuation in
      lane.add(ImageJob(input: input, deadline: deadline, answer: continuation))
    }.get()
  }

  /// Reads images, for each of which a place must be held; results in order.
  package func classify(_ inputs: ArraySlice<ClassificationInput>) async throws -> [ScanResult] {
    try await withThrowingTaskGroup(of: (Int, ScanResult).self) { group in
      for (index, input) in inputs.enumerated() {
        group.addTask { (index, try await self.classify(input)) }
      }
      var results: [Int: ScanResult] = [:]
      for try await (index, result) in group { results[index] = result }
      return (0..<inputs.count).compactMap { results[$0] }
    }
  }

  /// Ends the wait of images that have waited too long; to be called about once a second.
  package func removeExpired() {
    for job in lane.removeExpired(by: clock.now) + hugeLane.removeExpired(by: clock.now) {
      job.answer.resume(returning: .failure(.overloaded(.waiting)))
    }
  }

  /// Of this thread alone, where the system can.
  private static func lowerPriority() {
    #if canImport(Glibc)
      _ = setpriority(__priority_which_t(Int32(PRIO_PROCESS.rawValue)), 0, 10)
    #elseif canImport(Musl)
      _ = setpriority(PRIO_PROCESS, 0, 10)
    #endif
  }

  /// What a thread does.
  package struct Worker: Sendable {
    let cascade: Cascade
    let options: ScanNormalizer.Options
    let hugeLane: Lane
    let logger: Logger

    package init(cascade: Cascade, options: ScanNormalizer.Options, hugeLane: Lane, logger: Logger) {
      self.cascade = cascade
      self.options = options
      self.hugeLane = hugeLane
      self.logger = logger
    }

    /// Answers the images of `lane` until it is closed and empty.
    package func serve(_ lane: Lane, batchSize: Int, isForHuge: Bool = false) {
      let classifier = Classifier(cascade: cascade, options: options)
      while true {
        var jobs = lane.take(atMost: batchSize)
        if jobs.isEmpty { return }
        if !isForHuge { jobs = jobs.filter { !passOnIfHuge($0) } }
        answer(jobs, with: classifier)
      }
    }

    private func passOnIfHuge(_ job: ImageJob) -> Bool {
      guard let bytes = job.input.bytes, bytes.count >= hugeBytes,
        let size = bytes.withUnsafeBytes({ try? ImageDecoder().size(of: $0) })
      else { return false }
      let pixels = size.width.multipliedReportingOverflow(by: size.height)
      // Over the limit, its header alone is read.
      guard !pixels.overflow, (hugePixels...max(hugePixels, options.maximumPixels)).contains(pixels.partialValue)
      else { return false }
      hugeLane.add(job)
      return true
    }

    private func answer(_ jobs: [ImageJob], with classifier: Classifier) {
      do {
        let results = try classifier.classify(jobs.map(\.input))
        for (job, result) in zip(jobs, results) { job.answer.resume(returning: .success(result)) }
      } catch {
        logger.error("the network failed: \(error)")
        for job in jobs { job.answer.resume(returning: .failure(.internalError)) }
      }
    }
  }
}
