import DigitRecognition
import Hummingbird

/// `POST /v1/classify`: one image, or a tar archive of many.
struct ClassifyController: Sendable {
  let queue: ClassificationQueue
  let bodies: BodyReader
  let metrics: ServerMetrics
  let text: ResultText
  let archiveWindow: Int

  func classify(_ request: Request, context: DigitRequestContext) async throws -> Response {
    let query = try RequestQuery(request.uri.query.map { $0[...] })
    // Before the body is there, so that it need not be sent in vain.
    if let refusal = queue.refusal { throw refusal }
    guard isArchive(request) else { return try await classifyImage(request, query, context) }
    guard query.name == nil else {
      throw RequestError.badQuery(detail: "an archive names its files itself: leave name out")
    }
    return try await classifyArchive(request, query, context)
  }

  private func isArchive(_ request: Request) -> Bool {
    request.headers[.contentType]?.lowercased().hasPrefix("application/x-tar") ?? false
  }

  private func classifyImage(
    _ request: Request, _ query: RequestQuery, _ context: DigitRequestContext
  ) async throws -> Response {
    guard query.name != nil || !query.includesRow else {
      throw RequestError.badQuery(detail: "include=row needs the name that stands in the row: add name=PATH")
    }
    let result = try await bodies.withBody(of: request) { body in
      try await queue.holdingPlaces(1, for: context.address) {
        try await queue.classify(ClassificationInput(path: query.name ?? FilePath(""), bytes: body[...]))
      }
    }
    metrics.addClassification(text.formatter.policy.verdict(of: result).status)
    if case .failed(let failure) = result {
      let row = query.includesRow ? query.name.map { text.row(result, $0) } : nil
      throw RequestError.image(failure, row: row)
    }
    return Answer.json(text.object(result, name: query.name, query: query))
  }

  private func classifyArchive(
    _ request: Request, _ query: RequestQuery, _ context: DigitRequestContext
  ) async throws -> Response {
    let wantsTable = request.headers[.accept]?.lowercased().contains("text/csv") ?? false
    return try await bodies.withBody(of: request) { body in
      guard !body.isEmpty else { throw RequestError.emptyBody }
      let inputs = try TarArchive(body).files.map { ClassificationInput(path: $0.name, bytes: body[$0.range]) }
      var answers: [String] = []
      try await forEach(inputs, context) { input, result in
        answers.append(
          wantsTable ? text.row(result, input.path) : text.object(result, name: input.path, query: query))
      }
      if wantsTable { return Answer.text(text.formatter.header + answers.joined(), type: "text/csv; charset=utf-8") }
      return Answer.json("{\"results\":[" + answers.joined(separator: ",") + "]}")
    }
  }

  /// Reads the files of an archive, some at a time, so that other requests get their turn.
  private func forEach(
    _ inputs: [ClassificationInput], _ context: DigitRequestContext,
    _ use: (ClassificationInput, ScanResult) -> Void
  ) async throws {
    let window = max(1, min(archiveWindow, inputs.count))
    try await queue.holdingPlaces(window, for: context.address) {
      for start in stride(from: 0, to: inputs.count, by: window) {
        let part = inputs[start..<min(start + window, inputs.count)]
        for (input, result) in zip(part, try await queue.classify(part)) {
          metrics.addClassification(text.formatter.policy.verdict(of: result).status)
          use(input, result)
        }
      }
    }
  }
}
