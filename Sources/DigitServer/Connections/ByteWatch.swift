import NIOCore

/// Tells a connection of bytes that arrive, before they are understood.
final class ByteWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: Connection

  init(_ connection: Connection) {
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.note(arrivalOf: unwrapInboundIn(data).readableBytes)
    context.fireChannelRead(data)
  }
}
