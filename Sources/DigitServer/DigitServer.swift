import DigitRecognition
import Logging
import NIOCore
import NIOPosix
import Platform
import Threads

/// The web page and the HTTP service for programs.
///
///     let server = try DigitServer(
///       cascade: ModelCatalog.cascade(), strings: ModelCatalog.strings(), settings: ServerSettings())
///     try server.run(until: StopRequest()) { place in print("at \(place.url)") }
public struct DigitServer: Sendable {
  private let settings: ServerSettings
  package let queue: ReadingQueue
  package let memory: MemoryBudget
  package let router: Router

  /// Starts the threads that read images. Without `strings`, the string network, requests for numbers are refused. Throws
  /// `ServerError` where the system gives no threads, and where a model cannot be read.
  public init(
    cascade: Cascade, strings: ModelSource? = nil, settings: ServerSettings,
    logger: Logger = DigitServer.quietLogger
  ) throws {
    self.settings = settings
    let models = ReadingModels(cascade: cascade, strings: strings)
    queue = try ReadingQueue(models: models, settings: settings, logger: logger)
    memory = MemoryBudget(settings.limits)
    router = try Router(models: models, settings: settings, queue: queue, memory: memory)
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

  /// Serves until `stop`, then finishes what is under way.
  /// - Throws: `ServerError` when it cannot listen.
  public func run(until stop: StopRequest, whenRunning: (Place) -> Void) throws {
    // One thread takes and sends what a dozen can read, and does not change places with others for it.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    defer { try? group.syncShutdownGracefully() }
    let server: RunningServer
    do {
      server = try listen(on: group).wait()
    } catch {
      throw ServerError(error, settings)
    }
    stop.whenStopped {
      queue.stop()
      server.stop()
    }
    whenRunning(place(of: server.address))
    try server.ended.wait()
  }

  /// Begins to serve.
  package func listen(on group: any EventLoopGroup) -> EventLoopFuture<RunningServer> {
    Listener(settings: settings, router: router).listen(on: group).map { [queue] server in
      server.ended.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
        queue.removeExpired()
      }
      return server
    }
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
  fileprivate init(_ error: any Error, _ settings: ServerSettings) {
    let (host, port) = (settings.host, settings.port)
    self =
      switch (error as? IOError)?.errnoCode {
      case EADDRINUSE: .portTaken(host: host, port: port)
      case EACCES, EPERM: .portNotAllowed(port: port)
      case EADDRNOTAVAIL: .foreignHost(host)
      case _ where error is SocketAddressError.UnknownHost: .unknownHost(host)
      default: .cannotListen(host: host, port: port, reason: "\(error)")
      }
  }
}
