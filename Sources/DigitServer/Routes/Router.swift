import BatchClassification
import DigitRecognition

/// Finds what answers a request.
package struct Router: Sendable {
  /// What a request gets at its head.
  enum Reception {
    case answer(Response)
    /// The body is to be received first.
    case upload(Upload)
  }

  let metrics: ServerMetrics
  let reading: ReadingController
  private let hosts: HostCheck
  private let page = PageController()
  private let model: ModelController
  private let status: StatusController

  init(
    models: ReadingModels, settings: ServerSettings, queue: ReadingQueue, memory: MemoryBudget
  ) throws {
    let text = ResultText(
      digits: RowFormatter(policy: ReviewPolicy(minimumConfidence: settings.minimumConfidence)),
      numbers: NumberRowFormatter())
    metrics = ServerMetrics()
    reading = ReadingController(
      queue: queue, memory: memory, metrics: metrics, text: text, readsNumbers: models.strings != nil,
      largestBody: settings.maximumBodySize, window: min(settings.limits.archiveWindow, queue.largestShare))
    hosts = HostCheck(host: settings.host, allowed: settings.allowedHosts)
    model = try ModelController(models, text: text, settings: settings)
    status = StatusController(queue: queue, memory: memory, metrics: metrics)
  }

  /// - Throws: `wrongHost`, `notFound` or `methodNotAllowed`.
  func route(of request: Request) throws(RequestError) -> Route {
    if let host = request.field("Host"), hosts.refuses(host) { throw .wrongHost(host) }
    guard let route = Route.allCases.first(where: { $0.matches(request.path) }) else {
      throw .notFound(path: String(request.path))
    }
    guard route.allows(request.head.method) else { throw .methodNotAllowed(allowed: route.allowedMethods) }
    return route
  }

  func receive(_ request: Request, on route: Route) throws(RequestError) -> Reception {
    switch route {
    case .index: .answer(try page.file("index.html", for: request))
    case .description: .answer(try page.file("openapi.json", for: request))
    case .pageFile: .answer(try page.file(Route.file(of: request.path) ?? "", for: request))
    case .model: .answer(model.model())
    case .health: .answer(status.health())
    case .readiness: .answer(try status.readiness())
    case .metrics: .answer(status.counts())
    case .classify: .upload(try reading.upload(request, for: .digit))
    case .read: .upload(try reading.upload(request, for: .number(NumberQuery())))
    }
  }
}
