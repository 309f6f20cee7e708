import DigitRecognition
import DigitServer
import Files
import Testing

/// Huge pictures wait for a thread of their own.
@Suite(.timeLimit(.minutes(2))) struct HugePictureTests {
  /// Gives a worker of the lane for all pictures one job with these bytes; returns what it answered, and whether it has
  /// passed the job on unanswered.
  private func serve(
    _ bytes: [UInt8], maximumPixels: Int = 50_000_000, isForHuge: Bool = false
  ) async throws -> (result: ImageResult, isPassedOn: Bool) {
    let (lane, hugeLane) = (Lane(workers: 1), Lane(workers: 1))
    var options = ScanNormalizer.Options()
    options.maximumPixels = maximumPixels
    let worker = ReadingQueue.Worker(
      models: ReadingModels(cascade: try Servers.cascade.get()), options: options, hugeLane: hugeLane,
      logger: DigitServer.quietLogger)
    var isPassedOn = false
    let outcome = await withCheckedContinuation { answer in
      let input = ClassificationInput(path: FilePath("a.png"), bytes: bytes[...])
      lane.add(ImageJob(input: input, question: .digit, deadline: .now + .seconds(60)) { answer.resume(returning: $0) })
      lane.close()
      worker.serve(lane, batchSize: 8, isForHuge: isForHuge)
      hugeLane.close()
      for job in hugeLane.take(atMost: 8) {
        isPassedOn = true
        job.answer(.success(.digit(.blank(.noInk))))
      }
    }
    return (try outcome.get(), isPassedOn)
  }

  @Test func theyArePassedOn() async throws {
    let huge = try WhitePaper.png(width: 4_000, height: 4_000)
    #expect(try await serve(huge).isPassedOn)
    #expect(try await !serve(huge, isForHuge: true).isPassedOn)
  }

  @Test func othersAreReadAtOnce() async throws {
    let image = try await serve(Fixtures.sample("0-ballpoint-scan.png"))
    guard case .digit(let digit) = image.result else {
      Issue.record("\(image.result)")
      return
    }
    #expect(!image.isPassedOn && digit.reading?.probabilities.digit == 0)
    #expect(try await !serve(WhitePaper.png(width: 3_999, height: 4_000)).isPassedOn)
    #expect(try await !serve(Array("no image".utf8)).isPassedOn)
    // Of what is over the limit, only the header is read.
    let refused = try await serve(WhitePaper.png(width: 4_001, height: 4_000), maximumPixels: 16_000_000)
    #expect(!refused.isPassedOn && refused.result.failure?.cause == .tooLarge)
  }
}
