import DigitRecognition
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Closes a connection that keeps the server waiting: for a head, for a body, or for the next request.
///
/// Also asks for large bodies that a client holds back (`Expect: 100-continue`), and ends connections whose answer says
/// `Connection: close`.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: ServerLimits
  private let maximumBody: Int
  private let metrics: ServerMetrics
  private let queue: ClassificationQueue
  private var deadline = NIODeadline.distantFuture
  /// No answer is given after it.
  private var end = NIODeadline.distantFuture
  private var isReadingBody = false
  private var unanswered = 0
  private var hasBegunHead = false
  private var endsAfterAnswer = false
  private var isLingering = false
  private var timer: RepeatedTask?

  init(_ settings: ServerSettings, metrics: ServerMetrics, queue: ClassificationQueue) {
    (limits, maximumBody) = (settings.limits, settings.maximumBodySize.bytes)
    (self.metrics, self.queue) = (metrics, queue)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    metrics.connectionOpened()
    wait(limits.secondsForHead)
    let channel = context.channel
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
      if bound.value.isLate { channel.close(promise: nil) }
    }
    let first = ByteWatch { bound.value.bytesArrived() }
    // Only fails for a channel that is gone.
    try? context.pipeline.syncOperations.addHandler(first, position: .first)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    metrics.connectionClosed()
  }

  private var isLate: Bool { NIODeadline.now() >= min(deadline, end) }

  private func wait(_ seconds: Int) {
    deadline = .now() + .seconds(Int64(seconds))
  }

  private func bytesArrived() {
    guard unanswered == 0, !isReadingBody, !hasBegunHead else { return }
    hasBegunHead = true
    wait(limits.secondsForHead)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      (hasBegunHead, isReadingBody) = (false, true)
      unanswered += 1
      wait(limits.secondsForBody)
      if head.headerFields[.connection]?.lowercased() == "close" { endsAfterAnswer = true }
      if head.headerFields[.expect] != nil { askForBody(head, context) }
    case .body: break
    case .end:
      isReadingBody = false
      if unanswered > 0 { deadline = .distantFuture }
      if isLingering { context.close(promise: nil) }
    }
    context.fireChannelRead(data)
  }

  private func askForBody(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    // One that is too large is refused as it is.
    if let length = head.headerFields[.contentLength].flatMap({ Int($0) }), length > maximumBody { return }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head):
      if head.headerFields[.connection] == "close" { endsAfterAnswer = true }
      if ConnectionGuard.isAnswerToMalformedRequest(head) { return writeMalformedRequest(context, promise) }
      context.write(data, promise: promise)
    case .body: context.write(data, promise: promise)
    case .end: writeEnd(data, context, promise)
    }
  }

  /// Hummingbird's own, which is empty.
  private static func isAnswerToMalformedRequest(_ head: HTTPResponse) -> Bool {
    head.status == .badRequest && head.headerFields[.contentLength] == "0"
  }

  private func writeMalformedRequest(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    var answer = Answer.error(.malformedRequest)
    SecurityHeaders.add(to: &answer.headers)
    context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
    context.write(wrapOutboundOut(.body(ByteBuffer(string: Answer.json(.malformedRequest)))), promise: promise)
  }

  private func writeEnd(_ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    unanswered = max(0, unanswered - 1)
    guard endsAfterAnswer, unanswered == 0 else {
      context.write(data, promise: promise)
      if unanswered == 0, !isReadingBody { wait(limits.secondsOfIdleness) }
      return
    }
    context.writeAndFlush(data, promise: promise)
    guard isReadingBody else { return context.close(promise: nil) }
    // The client may still be sending: closed at once, it would not get to see the answer.
    isLingering = true
    wait(limits.secondsOfLingering)
    context.close(mode: .output, promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      queue.stop()
      end = .now() + .seconds(Int64(limits.secondsForStop))
    }
    context.fireUserInboundEventTriggered(event)
  }
}

/// Tells of bytes that arrive, be they a whole head or not.
private final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let notify: () -> Void

  init(_ notify: @escaping () -> Void) {
    self.notify = notify
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    notify()
    context.fireChannelRead(data)
  }
}
