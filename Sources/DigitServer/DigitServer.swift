import BatchClassification
import DigitRecognition
import Files
import Hummingbird
import HummingbirdCore
import ImageIngestion
import Logging
import NIOCore
import NIOPosix

/// The web page and the HTTP service for programs.
///
///     let server = try DigitServer(cascade: ModelCatalog.cascade(), settings: ServerSettings())
///     try await server.run { url in print("at \(url)") }
public struct DigitServer: Sendable {
  private let settings: ServerSettings
  private let logger: Logger
  package let queue: ClassificationQueue
  package let memory: MemoryBudget
  private let metrics: ServerMetrics
  private let classify: ClassifyController
  private let model: ModelController

  /// Starts the threads that read images.
  public init(
    cascade: Cascade, settings: ServerSettings, logger: Logger = DigitServer.quietLogger
  ) throws(ServerError) {
    (self.settings, self.logger) = (settings, logger)
    let formatter = RowFormatter(policy: ReviewPolicy(minimumConfidence: settings.minimumConfidence))
    queue = try ClassificationQueue(cascade: cascade, settings: settings, logger: logger)
    memory = MemoryBudget(settings.limits)
    metrics = ServerMetrics()
    classify = ClassifyController(
      queue: queue, bodies: BodyReader(limit: settings.maximumBodySize), memory: memory, metrics: metrics,
      text: ResultText(formatter: formatter), window: min(settings.limits.archiveWindow, queue.largestShare))
    model = ModelController(cascade, formatter: formatter, settings: settings)
  }

  /// Says only what went wrong.
  public static var quietLogger: Logger {
    var logger = Logger(label: "digits.serve")
    logger.logLevel = .error
    return logger
  }

  /// Where a server can be reached.
  public struct Place: Sendable {
    /// Of the page.
    public var url: String
    /// Whether other machines may reach it too.
    public var isOpenToOthers: Bool
  }

  /// Serves until SIGTERM or SIGINT, then finishes what is under way.
  /// - Throws: `ServerError` when it cannot listen.
  public func run(whenRunning: @escaping @Sendable (Place) -> Void) async throws {
    let application = buildApplication { channel in whenRunning(place(of: channel.localAddress)) }
    do {
      try await application.runService()
    } catch let error as IOError {
      throw ServerError(error, settings)
    } catch let error as SocketAddressError {
      throw ServerError(error, settings)
    } catch is SocketAddressError.UnknownHost {
      throw ServerError.unknownHost(settings.host)
    }
  }

  /// All that answers, without a socket.
  package func buildApplication(
    whenRunning: @escaping @Sendable (any Channel) -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let (settings, metrics, queue) = (settings, metrics, queue)
    return Application(
      router: router(),
      server: HTTPServerBuilder { responder in
        GuardedConnection(responder: responder) { ConnectionGuard(settings, metrics: metrics, queue: queue) }
      },
      configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port), backlog: 1_024),
      onServerRunning: { channel in
        await DigitServer.prepare(channel, settings.limits)
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
          queue.removeExpired()
        }
        whenRunning(channel)
      },
      logger: logger)
  }

  /// Puts the gate before a listening socket.
  private static func prepare(_ channel: any Channel, _ limits: ServerLimits) async {
    let connections = min(limits.connections, max(OpenFileLimit.count - limits.ownDescriptors, 1))
    // Only fails for a channel that is closed.
    try? await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.addHandler(ConnectionGate(connections: connections), position: .first)
    }.get()
  }

  package func router() -> Router<DigitRequestContext> {
    let router = Router(context: DigitRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestCounting(metrics: metrics))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorAnswers(logger: logger))
    router.add(middleware: HostCheck(host: settings.host, allowed: settings.allowedHosts))
    let (page, status) = (PageController(), StatusController(queue: queue, memory: memory, metrics: metrics))
    for route in Route.allCases {
      let handler: @Sendable (Request, DigitRequestContext) async throws -> Response =
        switch route {
        case .index: page.index
        case .pageFile: page.file
        case .description: page.description
        case .classify: classify.classify
        case .model: model.model
        case .health: status.health
        case .readiness: status.readiness
        case .metrics: status.counts
        }
      router.on(RouterPath(route.rawValue), method: route.method, use: handler)
    }
    return router
  }

  private func place(of address: SocketAddress?) -> Place {
    let (host, port) = (settings.host, address?.port ?? settings.port)
    let number = address?.ipAddress ?? host
    return Place(
      url: "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/",
      isOpenToOthers: !(number.hasPrefix("127.") || number == "::1"))
  }
}

extension ServerError {
  fileprivate init(_ error: IOError, _ settings: ServerSettings) {
    let (host, port) = (settings.host, settings.port)
    switch error.errnoCode {
    case EADDRINUSE: self = .portTaken(host: host, port: port)
    case EACCES, EPERM: self = .portNotAllowed(port: port)
    case EADDRNOTAVAIL: self = .foreignHost(host)
    default: self = .cannotListen(host: host, port: port, reason: "\(error)")
    }
  }

  fileprivate init(_ error: SocketAddressError, _ settings: ServerSettings) {
    if case .unknown = error {
      self = .unknownHost(settings.host)
    } else {
      self = .cannotListen(host: settings.host, port: settings.port, reason: "\(error)")
    }
  }
}
