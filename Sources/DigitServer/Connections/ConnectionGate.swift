import Files
import NIOCore

/// Lets connections in: of one address no more than its share, and none while the system has no descriptors left.
final class ConnectionGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  /// Until the next try after one that failed.
  private static let pause = TimeAmount.milliseconds(500)

  private var share: FairShare
  private var channels: [ObjectIdentifier: any Channel] = [:]
  private var isClosed = false
  private let end: EventLoopPromise<Void>

  init(_ limits: ServerLimits, on eventLoop: any EventLoop) {
    share = FairShare(capacity: min(limits.connections, max(OpenFileLimit.count - limits.ownDescriptors, 1)))
    end = eventLoop.makePromise()
  }

  /// Succeeds when the listening socket and all connections are closed.
  var ended: EventLoopFuture<Void> { end.futureResult }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let channel = unwrapInboundIn(data)
    let address = ClientAddress(channel.remoteAddress)
    guard share.take(1, for: address) == nil else { return channel.close(promise: nil) }
    channels[ObjectIdentifier(channel)] = channel
    let (gate, id) = (NIOLoopBound(self, eventLoop: context.eventLoop), ObjectIdentifier(channel))
    channel.closeFuture.hop(to: context.eventLoop).whenComplete { _ in gate.value.forget(id, address) }
    context.fireChannelRead(data)
  }

  private func forget(_ id: ObjectIdentifier, _ address: ClientAddress) {
    share.giveBack(1, of: address)
    channels[id] = nil
    endIfDone()
  }

  /// Of the listening socket: most often, there are too many open files. The socket stays readable then, and NIO would
  /// try again at once, for ever.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let channel = context.channel
    try? channel.syncOptions?.setOption(.autoRead, value: false)
    context.eventLoop.scheduleTask(in: ConnectionGate.pause) {
      try? channel.syncOptions?.setOption(.autoRead, value: true)
    }
    context.fireErrorCaught(error)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
    context.close(promise: nil)
    for channel in channels.values { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    isClosed = true
    endIfDone()
  }

  private func endIfDone() {
    if isClosed, channels.isEmpty { end.succeed() }
  }
}
