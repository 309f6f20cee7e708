import NIOCore
import NIOHTTP1

/// A client's connection: takes requests, has them answered one after another, and is closed when the client keeps the
/// server waiting: for a head, for a body, for an answer to be taken, or for the next request.
final class Connection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum Event {
    case part(HTTPServerRequestPart)
    /// What comes is not understood, and nothing behind it will be.
    case fault(RequestError)
    /// The client has closed its side.
    case inputEnd
  }

  private let limits: ServerLimits
  private let router: Router
  private var address = ClientAddress.unknown
  /// nil once the connection is closed.
  private var context: ChannelHandlerContext?
  private var timer: RepeatedTask?

  /// When the client has kept the server waiting for too long.
  private var deadline = NIODeadline.distantFuture
  /// No answer is given after it.
  private var end = NIODeadline.distantFuture

  /// The request that has no answer yet.
  private var exchange: Exchange?
  /// From the head of a request until the client has taken its answer.
  private var isAnswering = false
  private var isReadingBody = false
  /// Whether the client sends the body only when it is asked to.
  private var isBodyHeldBack = false
  /// Whether the client is of HTTP/1.0, and has to be told that the connection stays.
  private var isKeptByOldClient = false
  /// Whether the connection ends after this answer.
  private var isLast = false
  private var isLingering = false

  private var hasBegunHead = true
  /// What came behind a whole request that waits for its answer.
  private var waiting = CircularBuffer<Event>()
  /// Bytes behind such a request.
  private var ahead = 0
  private var isReadHeld = false
  /// Whether more of what was read in one go may follow: answers are sent when it is over.
  private var isReading = false

  init(_ limits: ServerLimits, router: Router) {
    (self.limits, self.router) = (limits, router)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    address = ClientAddress(context.channel.remoteAddress)
    wait(limits.secondsForHead)
    router.metrics.connectionOpened()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
      if bound.value.isLate { bound.value.close() }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    (self.context, timer, exchange) = (nil, nil, nil)
    router.metrics.connectionClosed()
  }

  private func close() {
    context?.close(promise: nil)
    context = nil
  }

  // MARK: Time

  private var isLate: Bool { limits.now() >= min(deadline, end) }

  private func wait(_ seconds: Int) {
    deadline = limits.now() + .seconds(Int64(seconds))
  }

  // MARK: Requests

  /// Whether a whole request waits for its answer, or for the client to take it.
  private var isBusy: Bool { isAnswering && !isReadingBody }

  /// Takes note of bytes that arrive, be they a whole head or not.
  func note(arrivalOf count: Int) {
    if isBusy {
      ahead += count
      // A client that has closed its side is read to the end, held or not.
      if ahead > limits.bytesAhead { close() }
    } else if !isAnswering, !isReadingBody, !hasBegunHead {
      hasBegunHead = true
      wait(limits.secondsForHead)
    }
  }

  func read(context: ChannelHandlerContext) {
    isReadHeld = isBusy && ahead > 0
    if !isReadHeld { context.read() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isReading = true
    receive(.part(unwrapInboundIn(data)))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    context.flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is HTTPParserError { receive(.fault(.notHTTP)) } else { close() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      end = limits.now() + .seconds(Int64(limits.secondsForStop))
      if isAnswering { isLast = true } else { close() }
    } else if event as? ChannelEvent == .inputClosed {
      isReading = false
      context.flush()
      receive(.inputEnd)
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func receive(_ event: Event) {
    guard context != nil else { return }
    guard isBusy else { return take(event) }
    // Behind the last request, nothing is answered.
    if isLast { return }
    let isTooMuch = Connection.isHead(event) && waiting.count(where: Connection.isHead) + 1 >= limits.requestsAhead
    waiting.append(isTooMuch ? .fault(.tooManyAhead) : event)
  }

  private static func isHead(_ event: Event) -> Bool {
    if case .part(.head) = event { true } else { false }
  }

  private func take(_ event: Event) {
    switch event {
    case .part(.head(let head)): begin(head)
    case .part(.body(let bytes)): exchange?.receive(bytes)
    case .part(.end): endBody()
    case .fault(let error): refuse(error)
    case .inputEnd where isAnswering: (isLast, isReadingBody) = (true, false)
    case .inputEnd: close()
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    guard let context else { return }
    (isAnswering, isReadingBody, hasBegunHead) = (true, true, false)
    wait(limits.secondsForBody)
    let check = RequestHeadCheck(head: head)
    (isLast, isKeptByOldClient, isBodyHeldBack) = (check.isLast, check.isKeptByOldClient, check.wantsContinue)
    if let fault = check.fault { return answer(.error(fault)) }
    let exchange = Exchange(Request(head, from: address), router: router, on: context.eventLoop) { self.answer($0) }
    self.exchange = exchange
    exchange.begin()
    if isBodyHeldBack, exchange.isReceiving { askForBody(context) }
  }

  private func askForBody(_ context: ChannelHandlerContext) {
    isBodyHeldBack = false
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
  }

  private func endBody() {
    isReadingBody = false
    if isLingering { return close() }
    if let exchange {
      deadline = .distantFuture
      exchange.end()
    } else if !isAnswering {
      wait(limits.secondsOfIdleness)
    }
  }

  private func refuse(_ error: RequestError) {
    if !isReadingBody {
      isAnswering = true
      answer(.error(error))
    } else if let exchange {
      exchange.fail(.incompleteBody)
    } else if isAnswering {
      isLast = true
    } else {
      close()
    }
  }

  // MARK: Answers

  private func answer(_ response: Response) {
    exchange = nil
    guard let context else { return }
    wait(limits.secondsForAnswer)
    if response.endsConnection || isReadingBody && isBodyHeldBack { isLast = true }
    context.write(wrapOutboundOut(.head(head(of: response))), promise: nil)
    send(response.body)
  }

  private func head(of response: Response) -> HTTPResponseHead {
    var headers = response.headers
    headers.add(name: "Date", value: HTTPDate.now)
    if response.status.mayHaveResponseBody { headers.add(name: "Content-Length", value: "\(response.body.length)") }
    if isLast {
      headers.add(name: "Connection", value: "close")
    } else if isKeptByOldClient {
      headers.add(name: "Connection", value: "keep-alive")
    }
    return HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)
  }

  /// Sends piece after piece, each when the client has taken the one before.
  private func send(_ body: ResponseBody) {
    guard let context else { return }
    var body = body
    let piece = body.next()
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenSuccess { [body] in
      if piece == nil { self.answerIsSent() } else { self.send(body) }
    }
    context.write(wrapOutboundOut(piece.map { .body(.byteBuffer($0)) } ?? .end(nil)), promise: sent)
    if !isReading { context.flush() }
  }

  private func answerIsSent() {
    (isAnswering, ahead) = (false, 0)
    if isLast { return endConnection() }
    wait(isReadingBody ? limits.secondsForBody : limits.secondsOfIdleness)
    while !isBusy, let event = waiting.popFirst() { take(event) }
    if isReadHeld, !isBusy {
      isReadHeld = false
      context?.read()
    }
  }

  private func endConnection() {
    guard isReadingBody else { return close() }
    // The client may still be sending: closed at once, it would not get to see the answer.
    isLingering = true
    wait(limits.secondsOfLingering)
    context?.close(mode: .output, promise: nil)
  }
}

extension RequestError {
  fileprivate static let tooManyAhead = RequestError.malformedRequest(
    detail: "too many requests before the answer to the first: wait for answers")
}
