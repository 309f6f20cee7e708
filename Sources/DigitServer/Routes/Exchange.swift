import NIOCore

/// A request from its head to its answer. Belongs to the event loop of its connection.
package final class Exchange {
  private let request: Request
  private let router: Router
  private let eventLoop: any EventLoop
  private let answer: (Response) -> Void
  private let start = ContinuousClock.now
  private var route: Route?
  private var upload: Upload?

  /// `answer` is called once, on the event loop, perhaps before one of the calls below returns.
  package init(
    _ request: Request, router: Router, on eventLoop: any EventLoop, answer: @escaping (Response) -> Void
  ) {
    (self.request, self.router, self.eventLoop, self.answer) = (request, router, eventLoop, answer)
  }

  /// Whether the body is wanted.
  package var isReceiving: Bool { upload != nil }

  /// Looks at the head.
  package func begin() {
    do throws(RequestError) {
      let route = try router.route(of: request)
      self.route = route
      switch try router.receive(request, on: route) {
      case .answer(let response): respond(response)
      case .upload(let upload): self.upload = upload
      }
    } catch {
      respond(.error(error))
    }
  }

  /// Takes a part of the body, if it is wanted.
  package func receive(_ part: ByteBuffer) {
    do throws(RequestError) {
      try upload?.append(part)
    } catch {
      fail(error)
    }
  }

  /// Answers, now that the body is whole.
  package func end() {
    guard let upload else { return }
    self.upload = nil
    let response = eventLoop.makePromise(of: Response.self)
    response.futureResult.assumeIsolated().whenSuccess { self.respond($0) }
    router.reading.answer(upload, response)
  }

  /// Answers a request whose body will not be whole.
  package func fail(_ error: RequestError) {
    upload = nil
    respond(.error(error))
  }

  private func respond(_ response: Response) {
    router.metrics.add(route, status: Int(response.status.code), time: ContinuousClock.now - start)
    var response = response
    if request.head.method == .HEAD { response.body.removeText() }
    answer(response)
  }
}
