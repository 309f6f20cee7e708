import DigitRecognition
import DigitServer
import Files
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(5))) struct OverloadTests {
  private let one = ClientAddress.v4(1)
  private let two = ClientAddress.v4(2)

  @Test func oneAddressGetsHalfOfTheQueue() async throws {
    let server = try Servers.make { $0.limits.queueCapacity = 8 }
    let image = try Fixtures.sample("0-ballpoint-scan.png")
    let client = RouteClient(server)
    try server.queue.takePlaces(4, for: .unknown)
    let refused = try await client.classify(image)
    #expect(refused.status == .tooManyRequests && refused.code == "too_many_requests")
    #expect(refused.header("Retry-After") == "1")
    server.queue.giveBackPlaces(4, of: .unknown)
    try server.queue.takePlaces(4, for: one)
    #expect(try await client.classify(image).status == .ok)
    server.queue.giveBackPlaces(4, of: one)
    #expect(server.queue.count == 0)
  }

  @Test func aFullQueueRefusesAndIsNotReady() async throws {
    let server = try Servers.make { $0.limits.queueCapacity = 2 }
    let client = RouteClient(server)
    for address in [one, two] { try server.queue.takePlaces(1, for: address) }
    let response = try await client.classify(try Fixtures.sample("0-ballpoint-scan.png"))
    #expect(response.status == .serviceUnavailable && response.code == "overloaded")
    #expect(response.header("Retry-After") == "1")
    #expect(try await client.execute(uri: "/readyz", method: .GET).status == .serviceUnavailable)
    for address in [one, two] { server.queue.giveBackPlaces(1, of: address) }
    #expect(try await client.execute(uri: "/readyz", method: .GET).status == .ok)
  }

  @Test func aServerThatStopsTakesNoMoreImages() async throws {
    let server = try Servers.make()
    let client = RouteClient(server)
    server.queue.stop()
    let response = try await client.classify(try Fixtures.sample("0-ballpoint-scan.png"))
    #expect(response.status == .serviceUnavailable && response.code == "stopping")
  }

  @Test func whatWaitsTooLongIsTakenOut() async throws {
    let lane = Lane(workers: 1)
    let now = ContinuousClock.now
    let outcome = await withCheckedContinuation { continuation in
      lane.add(
        ImageJob(
          input: ClassificationInput(path: FilePath("a"), bytes: []), question: .digit, deadline: now + .seconds(10)
        ) {
          continuation.resume(returning: $0)
        })
      #expect(lane.removeExpired(by: now + .seconds(9)).isEmpty)
      for job in lane.removeExpired(by: now + .seconds(10)) {
        job.answer(.failure(.overloaded(.waiting)))
      }
    }
    #expect(throws: RequestError.overloaded(.waiting)) { try outcome.get() }
    #expect(RequestError.overloaded(.waiting).status == .serviceUnavailable)
  }

  @Test func hugePicturesAreReadTooAndManyAtOnce() async throws {
    let huge = try WhitePaper.png(width: 5_000, height: 4_000)
    let image = try Fixtures.sample("0-ballpoint-scan.png")
    let client = RouteClient(try Servers.make { $0.jobs = 2 })
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<40 {
        group.addTask {
          let response = try await client.classify(index % 20 == 0 ? huge : image)
          #expect(response.object["status"] as? String == (index % 20 == 0 ? "blank" : "ok"))
        }
      }
      try await group.waitForAll()
    }
  }
}
