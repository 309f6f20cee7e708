import NIOCore
import NIOHTTP1
import NIOPosix

/// Opens the listening socket, and says what each of its connections is made of.
struct Listener: Sendable {
  /// In bytes. Linux doubles it, and reads no further ahead than that.
  private static let systemBuffer: ChannelOptions.Types.SocketOption.Value = 128 << 10
  /// In bytes: what is read at a time. Small, for there may be thousands of connections.
  private static let buffer = 16 << 10
  /// In bytes.
  private static let maximumHead = 32 << 10

  let settings: ServerSettings
  let router: Router

  /// Fails as the system does.
  func listen(on group: any EventLoopGroup) -> EventLoopFuture<RunningServer> {
    let limits = settings.limits
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ConnectionGate(limits, on: channel.eventLoop))
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(
        .recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 2_048, maximum: Listener.buffer)
      )
      .childChannelInitializer { [router] channel in
        channel.eventLoop.makeCompletedFuture { try Listener.setUp(channel, limits, router) }
      }
      .bind(host: settings.host, port: settings.port)
      .flatMapThrowing { channel in
        let gate = try channel.pipeline.syncOperations.handler(type: ConnectionGate.self)
        return RunningServer(channel: channel, ended: gate.ended)
      }
  }

  private static func setUp(_ channel: any Channel, _ limits: ServerLimits, _ router: Router) throws {
    // A client that is gone already has no socket to set.
    try? channel.syncOptions?.setOption(.socketOption(.so_rcvbuf), value: systemBuffer)
    try? channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: systemBuffer)
    var heads = NIOHTTPDecoderLimitConfiguration()
    (heads.maxHeaderFieldSize, heads.maxHeaderListSize, heads.maxHeaderFieldCount) = (maximumHead / 2, maximumHead, 100)
    let connection = Connection(limits, router: router)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(ByteWatch(connection))
    // Answers hold no text of a client that could break a field.
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: heads)
    try pipeline.addHandler(connection)
  }
}

/// A server that listens.
package struct RunningServer: Sendable {
  fileprivate let channel: any Channel
  /// Succeeds when the server has stopped, and the last of its connections is closed.
  package let ended: EventLoopFuture<Void>

  package var address: SocketAddress? { channel.localAddress }

  /// Takes no more connections, and lets each of them end with the answer that is under way.
  package func stop() {
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
  }
}
