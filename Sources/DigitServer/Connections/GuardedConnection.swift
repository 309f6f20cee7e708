import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypesHTTP1

/// Hummingbird's connection, with a guard at its entrance and small buffers, for there may be thousands.
struct GuardedConnection: ServerChildChannel {
  package typealias Value = HTTP1Channel.Value

  /// In bytes. Linux doubles it, and reads no further ahead than that.
  private static let systemBuffer = 128 << 10
  /// In bytes: what is read at a time, and waits to be sent.
  private static let buffer = 16 << 10
  /// In bytes.
  private static let maximumHead = 32 << 10

  private let base: HTTP1Channel
  private let makeGuard: @Sendable () -> ConnectionGuard

  package init(responder: @escaping HTTPChannelHandler.Responder, makeGuard: @escaping @Sendable () -> ConnectionGuard)
  {
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: GuardedConnection.maximumHead / 2, maxHeaderListSize: GuardedConnection.maximumHead,
      maxHeaderFieldCount: 100)
    base = HTTP1Channel(responder: responder, configuration: .init(httpDecoderConfiguration: decoder))
    self.makeGuard = makeGuard
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    base.setup(channel: channel, logger: logger).flatMapThrowing { [makeGuard] value in
      try GuardedConnection.shrinkBuffers(of: channel)
      let pipeline = channel.pipeline.syncOperations
      // Where HTTP still has its version and all of its fields.
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(makeGuard(), position: .before(codec))
      return value
    }
  }

  private static func shrinkBuffers(of channel: any Channel) throws {
    guard let options = channel.syncOptions else { return }
    try options.setOption(.writeBufferWaterMark, value: .init(low: buffer / 2, high: buffer))
    try options.setOption(
      .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 2_048, maximum: buffer))
    // A client that is gone already has no socket to set.
    try? options.setOption(.socketOption(.so_rcvbuf), value: systemBuffer)
    try? options.setOption(.socketOption(.so_sndbuf), value: systemBuffer)
  }

  func handle(value: Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}
