import NIOCore

/// Lets connections in: of one address no more than its share, and none while the system has no descriptors left.
final class ConnectionGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  /// Until the next try after one that failed.
  private static let pause = TimeAmount.milliseconds(500)

  private var share: FairShare

  package init(connections: Int) {
    share = FairShare(capacity: connections)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let channel = unwrapInboundIn(data)
    let address = ClientAddress(channel.remoteAddress)
    guard share.take(1, for: address) == nil else { return channel.close(promise: nil) }
    let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
    channel.closeFuture.hop(to: context.eventLoop).whenComplete { _ in gate.value.share.giveBack(1, of: address) }
    context.fireChannelRead(data)
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
}
