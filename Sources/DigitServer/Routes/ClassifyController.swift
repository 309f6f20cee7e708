import DigitRecognition
import Files
import Hummingbird
import ImageIngestion
import NIOCore

/// `POST /v1/classify`: one image, a tar archive of many, or a form with files.
struct ClassifyController: Sendable {
  package let queue: ClassificationQueue
  let bodies: BodyReader
  package let memory: MemoryBudget
  package let metrics: ServerMetrics
  package let text: ResultText
  /// Images of one request that are in the queue at a time.
  package let window: Int

  /// What one request wants, and what it holds.
  private struct Exchange {
    var query: RequestQuery
    var address: ClientAddress
    var hold: Reservation
    var eventLoop: any EventLoop
    /// Whether many results are a table, as CSV.
    var wantsTable: Bool
  }

  package func classify(_ request: Request, context: DigitRequestContext) async throws -> Response {
    let exchange = Exchange(
      query: try RequestQuery(request.uri.query.map { $0[...] }), address: context.address,
      hold: memory.reservation(for: context.address), eventLoop: context.eventLoop,
      wantsTable: request.headers[.accept]?.lowercased().contains("text/csv") ?? false)
    let kind = UploadKind(contentType: request.headers[.contentType])
    // Before the body is there, so that it need not be sent in vain.
    if let refusal = queue.refusal { throw refusal }
    try check(exchange.query, kind)
    let body = try await bodies.body(of: request, exchange.hold)
    let response = try await answer(to: body, kind, exchange)
    // From here on only the answer is held.
    exchange.hold.shrink(by: body.count)
    return response
  }

  private func answer(to body: [UInt8], _ kind: UploadKind, _ exchange: Exchange) async throws -> Response {
    // With a name, it is a file that is empty.
    guard !body.isEmpty || exchange.query.name != nil else { throw RequestError.emptyBody }
    switch kind {
    case .image, .urlEncoded: return try await image(body[...], name: exchange.query.name, kind, exchange)
    case .archive: return try await files(TarArchive(body), in: body, exchange)
    case .form(let boundary): return try await form(body, boundary, exchange)
    }
  }

  private func check(_ query: RequestQuery, _ kind: UploadKind) throws(RequestError) {
    if kind.isImage, query.name == nil, query.includesRow {
      throw .badQuery(detail: "include=row needs the name that stands in the row: add name=PATH")
    }
    if !kind.isImage, query.name != nil {
      throw .badQuery(detail: "an archive or form names its files itself: leave name out")
    }
  }

  private func image(
    _ image: ArraySlice<UInt8>, name: FilePath?, _ kind: UploadKind, _ exchange: Exchange
  ) async throws -> Response {
    var result = try await queue.holdingPlaces(1, for: exchange.address) {
      try await queue.classify(ClassificationInput(path: name ?? FilePath(""), bytes: image))
    }
    metrics.addClassification(text.formatter.policy.verdict(of: result).status)
    if case .failed(let failure) = result {
      let problem =
        kind == .urlEncoded && ClassifyController.lacksLineEnds(image) ? ClassifyController.stripped : failure
      result = .failed(problem)
      throw RequestError.image(problem, row: exchange.query.includesRow ? name.map { text.row(result, $0) } : nil)
    }
    var answer = AnswerText(exchange.hold, on: exchange.eventLoop)
    try answer.append(text.object(result, name: name, query: exchange.query))
    return Answer.text(answer)
  }

  /// As `curl -d` sends a file; images have both, PNGs in their first eight bytes.
  private static func lacksLineEnds(_ image: ArraySlice<UInt8>) -> Bool {
    !image.isEmpty && !image.contains(10) && !image.contains(13)
  }

  private static let stripped = Unreadable(
    "sent as text of a form, not as a file: use curl --data-binary @FILE (-d leaves bytes out)",
    cause: .unsupportedFormat)

  private func form(_ body: [UInt8], _ boundary: [UInt8], _ exchange: Exchange) async throws -> Response {
    let form = try MultipartForm(body, boundary: boundary)
    switch try form.count() {
    case 0: throw RequestError.badForm(detail: "the form holds no file: send one with curl -F file=@FILE")
    case 1 where !exchange.wantsTable:
      var files = form
      guard let file = try files.next() else { throw RequestError.emptyBody }
      return try await image(body[file.range], name: FilePath(bytes: file.name), .image, exchange)
    default: return try await files(form, in: body, exchange)
    }
  }

  /// A result for each file, some at a time, so that other requests get their turn.
  private func files(
    _ files: some UploadedFiles, in body: [UInt8], _ exchange: Exchange
  ) async throws -> Response {
    let places = max(1, min(window, try files.count()))
    var (files, answer, separator) = (files, AnswerText(exchange.hold, on: exchange.eventLoop), "")
    try answer.append(exchange.wantsTable ? text.formatter.header : "{\"results\":[")
    try await queue.holdingPlaces(places, for: exchange.address) {
      while case let part = try files.next(places), !part.isEmpty {
        let inputs = part.map { ClassificationInput(path: FilePath(bytes: $0.name), bytes: body[$0.range]) }
        for (input, result) in zip(inputs, try await queue.classify(inputs[...])) {
          metrics.addClassification(text.formatter.policy.verdict(of: result).status)
          try answer.append(separator + line(result, input.path, exchange))
          separator = exchange.wantsTable ? "" : ","
        }
      }
    }
    if !exchange.wantsTable { try answer.append("]}") }
    return Answer.text(answer, type: exchange.wantsTable ? "text/csv; charset=utf-8" : "application/json")
  }

  private func line(_ result: ScanResult, _ name: FilePath, _ exchange: Exchange) -> String {
    exchange.wantsTable ? text.row(result, name) : text.object(result, name: name, query: exchange.query)
  }
}
