import DigitRecognition
import ImageIngestion
import Logging
import Platform
import Threads

/// Images → results, on threads of its own, each with an `ImageReader`. Takes no more images than it has places for.
///
/// Huge pictures wait in a lane of their own, which one thread of low priority serves: neither they nor what they need of
/// memory get into the way of the others.
package final class ReadingQueue: Sendable {
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

  private let state: ConditionLock<State>
  private let lane: Lane
  private let hugeLane = Lane(workers: 1)
  private let limits: ServerLimits
  private let clock = ContinuousClock()

  /// Starts the threads; they end with the queue.
  /// - Throws: `noThreads`.
  package init(models: ReadingModels, settings: ServerSettings, logger: Logger) throws(ServerError) {
    limits = settings.limits
    state = ConditionLock(State(places: FairShare(capacity: limits.queueCapacity)))
    let jobs = max(1, settings.jobs)
    lane = Lane(workers: jobs)
    var options = ScanNormalizer.Options()
    options.maximumPixels = settings.maximumPixels
    options.maximumCoefficientBytes = limits.coefficientBytes
    let worker = Worker(models: models, options: options, hugeLane: hugeLane, logger: logger)
    let (lane, hugeLane) = (lane, hugeLane)
    var areStarted = WorkerThread.start {
      ReadingQueue.lowerPriority()
      worker.serve(hugeLane, batchSize: 1, isForHuge: true)
    }
    for _ in 0..<jobs {
      let isStarted = WorkerThread.start { worker.serve(lane, batchSize: ReadingQueue.batchSize) }
      areStarted = areStarted && isStarted
    }
    guard areStarted else { throw ServerError.noThreads }
  }

  deinit {
    lane.close()
    hugeLane.close()
  }

  /// Images that wait or are being read.
  package var count: Int { state.update { $0.places.taken } }

  /// Places that one request may hold.
  package var largestShare: Int { state.update { $0.places.largestShare } }

  /// Why a request would be refused now, if it would.
  var refusal: RequestError? {
    state.update { state in
      if state.isStopping { return .stopping }
      return state.places.taken >= state.places.capacity ? .overloaded(.images) : nil
    }
  }

  /// From now on refuses requests; those that have begun to arrive are still answered.
  package func stop() {
    state.update { $0.isStopping = true }
  }

  /// Takes `count` places for a request from `address`, to be given back.
  /// - Throws: `tooManyRequests` or `overloaded`.
  package func takePlaces(_ count: Int, for address: ClientAddress) throws(RequestError) {
    switch state.update({ $0.places.take(count, for: address) }) {
    case nil: return
    case .overShare: throw .tooManyRequests(.images)
    case .scarce: throw .overloaded(.images)
    }
  }

  package func giveBackPlaces(_ count: Int, of address: ClientAddress) {
    state.update { $0.places.giveBack(count, of: address) }
  }

  /// Reads the one image of a request from `address`. `answer` is called on any thread, if it is refused on this one.
  func read(
    _ input: ClassificationInput, for question: ImageQuestion, from address: ClientAddress,
    _ answer: @escaping @Sendable (ImageJob.Outcome) -> Void
  ) {
    do throws(RequestError) {
      try takePlaces(1, for: address)
    } catch {
      return answer(.failure(error))
    }
    add(input, question) { outcome in
      self.giveBackPlaces(1, of: address)
      answer(outcome)
    }
  }

  /// Reads images, for each of which a place must be held; results in order.
  func read(
    _ inputs: [ClassificationInput], for question: ImageQuestion
  ) async throws(RequestError) -> [ImageResult] {
    let answers = inputs.map { input in
      AsyncStream { answer in
        add(input, question) { outcome in
          answer.yield(outcome)
          answer.finish()
        }
      }
    }
    // Of all of them, lest places be given back for images that wait.
    var outcomes: [ImageJob.Outcome] = []
    for answer in answers { for await outcome in answer { outcomes.append(outcome) } }
    return try outcomes.map { outcome throws(RequestError) in try outcome.get() }
  }

  private func add(
    _ input: ClassificationInput, _ question: ImageQuestion,
    _ answer: @escaping @Sendable (ImageJob.Outcome) -> Void
  ) {
    lane.add(ImageJob(input: input, question: question, deadline: clock.now + limits.patience, answer: answer))
  }

  /// Ends the wait of images that have waited too long; to be called about once a second.
  package func removeExpired() {
    for job in lane.removeExpired(by: clock.now) + hugeLane.removeExpired(by: clock.now) {
      job.answer(.failure(.overloaded(.waiting)))
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
    let models: ReadingModels
    let options: ScanNormalizer.Options
    let hugeLane: Lane
    let logger: Logger

    package init(models: ReadingModels, options: ScanNormalizer.Options, hugeLane: Lane, logger: Logger) {
      self.models = models
      self.options = options
      self.hugeLane = hugeLane
      self.logger = logger
    }

    /// Answers the images of `lane` until it is closed and empty.
    package func serve(_ lane: Lane, batchSize: Int, isForHuge: Bool = false) {
      let reader = ImageReader(models: models, options: options, logger: logger)
      while true {
        var jobs = lane.take(atMost: batchSize)
        if jobs.isEmpty { return }
        if !isForHuge { jobs = jobs.filter { !passOnIfHuge($0) } }
        for job in jobs { job.answer(reader.answer(job.question, about: job.input)) }
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
  }
}
