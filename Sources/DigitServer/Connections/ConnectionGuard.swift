import NIOCore
import NIOHTTP1

/// Closes a connection that keeps the server waiting: for a head, for a body, for an answer to be taken, or for the next
/// request.
///
/// Also refuses heads that are wrong, asks for large bodies that a client holds back (`Expect: 100-continue`), ends
/// connections after their last answer, and reads no further while a whole request waits for its answer.
final class ConnectionGuard: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: ServerLimits
  private let maximumBody: Int
  private let metrics: ServerMetrics
  private let queue: ClassificationQueue
  private var deadline = NIODeadline.distantFuture
  /// No answer is given after it.
  private var end = NIODeadline.distantFuture
  private var isReadingBody = false
  /// Bytes of the body that came in one go: many small chunks are handed on as one.
  private var part: ByteBuffer?
  private var unanswered = 0
  /// Answers that the client has not taken.
  private var unsent = 0
  /// Bytes behind a whole request that waits for its answer.
  private var ahead = 0
  private var hasBegunHead = false
  private var isReadHeld = false
  private var endsAfterAnswer = false
  private var tellsOldClient = false
  private var isLingering = false
  /// Why the last request is not looked at.
  private var fault: RequestError?
  private var timer: RepeatedTask?

  package init(_ settings: ServerSettings, metrics: ServerMetrics, queue: ClassificationQueue) {
    (limits, maximumBody) = (settings.limits, settings.maximumBodySize.bytes)
    (self.metrics, self.queue) = (metrics, queue)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    wait(limits.secondsForHead)
    metrics.connectionOpened()
    let channel = context.channel
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
      if bound.value.isLate { channel.close(promise: nil) }
    }
    let first = ByteWatch { count in
      if !bound.value.allows(count) { channel.close(promise: nil) }
    }
    // Only fails for a channel that is gone.
    try? context.pipeline.syncOperations.addHandler(first, position: .first)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    metrics.connectionClosed()
  }

  // MARK: Time

  private var isLate: Bool { limits.now() >= min(deadline, end) }

  private func wait(_ seconds: Int) {
    deadline = limits.now() + .seconds(Int64(seconds))
  }

  /// When nothing is to be sent.
  private func waitForClient() {
    if unanswered == 0 {
      wait(limits.secondsOfIdleness)
    } else if unanswered == 1, isReadingBody {
      wait(limits.secondsForBody)
    } else {
      deadline = .distantFuture
    }
  }

  // MARK: Requests

  /// A whole request waits for its answer.
  private var isBusy: Bool { unanswered > (isReadingBody ? 1 : 0) }

  /// Takes note of bytes that arrive, be they a whole head or not.
  private func allows(_ count: Int) -> Bool {
    if isBusy { ahead += count }
    if unanswered == 0, !isReadingBody, !hasBegunHead {
      hasBegunHead = true
      wait(limits.secondsForHead)
    }
    // A client that has closed its side is read to the end, held or not.
    return ahead <= limits.bytesAhead
  }

  package func read(context: ChannelHandlerContext) {
    isReadHeld = isBusy
    if !isReadHeld { context.read() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      if fault == nil { take(head, context) }
    case .body(let bytes):
      if fault != nil { return }
      if part == nil { part = bytes } else { part?.writeImmutableBuffer(bytes) }
    case .end:
      if fault == nil { handOnPart(context) }
      isReadingBody = false
      if unanswered > 0, unsent == 0 { deadline = .distantFuture }
      if isLingering { context.close(promise: nil) }
      if fault == nil { context.fireChannelRead(data) }
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    handOnPart(context)
    context.fireChannelReadComplete()
  }

  private func handOnPart(_ context: ChannelHandlerContext) {
    guard let part else { return }
    self.part = nil
    context.fireChannelRead(wrapInboundOut(.body(part)))
  }

  private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    (hasBegunHead, isReadingBody) = (false, true)
    unanswered += 1
    if unanswered == 1 { wait(limits.secondsForBody) }
    let check = RequestHeadCheck(head: head)
    if let fault = check.fault ?? (unanswered > limits.requestsAhead ? ConnectionGuard.tooManyAhead : nil) {
      self.fault = fault
      // Hummingbird answers what came before, and then this error.
      return context.fireErrorCaught(HTTPParserError.unknown)
    }
    var head = head
    if check.isLast {
      endsAfterAnswer = true
      head.headers.replaceOrAdd(name: "Connection", value: "close")
    }
    tellsOldClient = check.isKeptByOldClient
    if check.wantsContinue, unanswered == 1 { askForBody(head, context) }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  private static let tooManyAhead = RequestError.malformedRequest(
    detail: "too many requests before the answer to the first: wait for answers")

  private func askForBody(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    // One that is too large is refused as it is.
    if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > maximumBody { return }
    context.writeAndFlush(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
  }

  // MARK: Answers

  package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): writeHead(head, context, promise)
    case .body: context.write(data, promise: promise)
    case .end: writeEnd(data, context, promise)
    }
  }

  private func writeHead(
    _ head: HTTPResponseHead, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) {
    unsent += 1
    wait(limits.secondsForAnswer)
    if head.headers[canonicalForm: "connection"].contains("close") { endsAfterAnswer = true }
    // Hummingbird's own answer to what is no HTTP, which is empty.
    if head.status == .badRequest, head.headers.first(name: "content-length") == "0" {
      return writeFault(context, promise)
    }
    var head = head
    if endsAfterAnswer, unanswered <= 1 { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    if tellsOldClient, !endsAfterAnswer { head.headers.replaceOrAdd(name: "Connection", value: "keep-alive") }
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }

  private func writeFault(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    let (head, body) = Answer.closing(fault ?? .notHTTP)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: promise)
  }

  private func writeEnd(_ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    (unanswered, ahead) = (max(0, unanswered - 1), 0)
    let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    sent.futureResult.whenComplete { _ in
      let (connection, context) = bound.value
      connection.answerIsSent(context)
    }
    if endsAfterAnswer, unanswered == 0 {
      context.writeAndFlush(data, promise: sent)
    } else {
      context.write(data, promise: sent)
    }
    if isReadHeld, !isBusy {
      isReadHeld = false
      context.read()
    }
  }

  private func answerIsSent(_ context: ChannelHandlerContext) {
    unsent -= 1
    guard unsent == 0 else { return }
    // What a client has sent behind its last request is never answered.
    if endsAfterAnswer, unanswered > 0 { return wait(limits.secondsForAnswer) }
    guard endsAfterAnswer else { return waitForClient() }
    guard isReadingBody else { return context.close(promise: nil) }
    // The client may still be sending: closed at once, it would not get to see the answer.
    isLingering = true
    wait(limits.secondsOfLingering)
    context.close(mode: .output, promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      queue.stop()
      end = limits.now() + .seconds(Int64(limits.secondsForStop))
    }
    context.fireUserInboundEventTriggered(event)
  }
}

/// Tells of bytes that arrive.
private final class ByteWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let notify: (Int) -> Void

  init(_ notify: @escaping (Int) -> Void) {
    self.notify = notify
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    notify(unwrapInboundIn(data).readableBytes)
    context.fireChannelRead(data)
  }
}
