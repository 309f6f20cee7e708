import DigitRecognition
import Hummingbird
import HummingbirdCore
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
  let queue: ClassificationQueue
  private let metrics = ServerMetrics()
  private let classify: ClassifyController
  private let model: ModelController

  /// Starts the threads that read images.
  public init(
    cascade: Cascade, settings: ServerSettings, logger: Logger = DigitServer.quietLogger
  ) throws(ServerError) {
    (self.settings, self.logger) = (settings, logger)
    let formatter = RowFormatter(policy: ReviewPolicy(minimumConfidence: settings.minimumConfidence))
    queue = try ClassificationQueue(cascade: cascade, settings: settings, logger: logger)
    classify = ClassifyController(
      queue: queue, bodies: BodyReader(settings), metrics: metrics, text: ResultText(formatter: formatter),
      archiveWindow: min(settings.limits.archiveWindow, settings.limits.shareOfOneAddress))
    model = ModelController(cascade, formatter: formatter, settings: settings)
  }

  /// Says only what went wrong.
  public static var quietLogger: Logger {
    var logger = Logger(label: "digits.serve")
    logger.logLevel = .error
    return logger
  }

  /// Serves until SIGTERM or SIGINT, then finishes what is under way. `whenRunning` gets the page's URL.
  /// - Throws: `ServerError` when it cannot listen.
  public func run(whenRunning: @escaping @Sendable (String) -> Void) async throws {
    let application = buildApplication { channel in
      whenRunning(url(port: channel.localAddress?.port ?? settings.port))
    }
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
  func buildApplication(
    whenRunning: @escaping @Sendable (any Channel) -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let (settings, metrics, queue) = (settings, metrics, queue)
    return Application(
      router: router(),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ConnectionGuard(settings, metrics: metrics, queue: queue)])),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), backlog: 1_024,
        availableConnectionsDelegate: MaximumAvailableConnections(settings.limits.connections, logger: logger)),
      onServerRunning: { channel in
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
          queue.removeExpired()
        }
        whenRunning(channel)
      },
      logger: logger)
  }

  func router() -> Router<DigitRequestContext> {
    let router = Router(context: DigitRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestCounting(metrics: metrics))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorAnswers(logger: logger))
    router.add(middleware: HostCheck(host: settings.host))
    let (page, status) = (PageController(), StatusController(queue: queue, metrics: metrics))
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

  private func url(port: Int) -> String {
    "http://\(settings.host.contains(":") ? "[\(settings.host)]" : settings.host):\(port)/"
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
