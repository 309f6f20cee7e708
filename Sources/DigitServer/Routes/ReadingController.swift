import DigitRecognition
import Files
import ImageIngestion
import NIOCore

/// `POST /v1/classify` and `POST /v1/read`: one image, a tar archive of many, or a form with files.
struct ReadingController: Sendable {
  let queue: ReadingQueue
  let memory: MemoryBudget
  let metrics: ServerMetrics
  let text: ResultText
  let readsNumbers: Bool
  let largestBody: ByteSize
  /// Images of one request that are in the queue at a time.
  let window: Int

  /// - Throws: why the body need not be sent.
  func upload(_ request: Request, for question: ImageQuestion) throws(RequestError) -> Upload {
    guard question == .digit || readsNumbers else { throw .numbersNotAvailable }
    if let refusal = queue.refusal { throw refusal }
    return try Upload(request, for: question, memory.reservation(for: request.address), limit: largestBody)
  }

  /// Answers when the images are read: errors, too.
  func answer(_ upload: Upload, _ response: EventLoopPromise<Response>) {
    let name = upload.query.name
    // With a name, it is a file that is empty.
    guard !upload.body.isEmpty || name != nil else { return response.succeed(.error(.emptyBody)) }
    if upload.kind.isImage {
      let input = ClassificationInput(path: name ?? FilePath(""), bytes: upload.body[...])
      queue.read(input, for: upload.query.question, from: upload.address) { outcome in
        let answer = Result { () throws(RequestError) in try image(outcome.get(), input, name, upload) }
        response.succeed(finished(answer, upload))
      }
    } else {
      // Many megabytes are gone through here, which would hold up the event loop.
      Task { response.succeed(finished(await files(upload), upload)) }
    }
  }

  /// From here on only the answer is held.
  private func finished(_ answer: Result<Response, RequestError>, _ upload: Upload) -> Response {
    switch answer {
    case .success(let response):
      upload.hold.shrink(by: upload.body.count)
      return response
    case .failure(let error):
      upload.hold.shrinkToNothing()
      return .error(error)
    }
  }

  // MARK: One image

  private func image(
    _ result: ImageResult, _ input: ClassificationInput, _ name: FilePath?, _ upload: Upload
  ) throws(RequestError) -> Response {
    metrics.add(result, status: text.status(of: result))
    if let failure = result.failure {
      let isStripped = upload.kind == .urlEncoded && ReadingController.lacksLineEnds(input.bytes ?? [])
      let problem = isStripped ? ReadingController.stripped : failure
      let row = name.map { text.row(result.failing(with: problem), $0) }
      throw .image(problem, row: upload.query.includesRow ? row : nil)
    }
    var body = ResponseBody(heldBy: upload.hold)
    try body.append(text.object(result, name: name, query: upload.query))
    return Response(type: "application/json", body: body)
  }

  /// As `curl -d` sends a file; images have both, PNGs in their first eight bytes.
  private static func lacksLineEnds(_ image: ArraySlice<UInt8>) -> Bool {
    !image.isEmpty && !image.contains(10) && !image.contains(13)
  }

  private static let stripped = Unreadable(
    "sent as text of a form, not as a file: use curl --data-binary @FILE (-d leaves bytes out)",
    cause: .unsupportedFormat)

  // MARK: Many

  private func files(_ upload: Upload) async -> Result<Response, RequestError> {
    do throws(RequestError) {
      switch upload.kind {
      case .form(let boundary): return .success(try await form(boundary, upload))
      case .archive, .image, .urlEncoded: return .success(try await table(TarArchive(upload.body), upload))
      }
    } catch {
      return .failure(error)
    }
  }

  private func form(_ boundary: [UInt8], _ upload: Upload) async throws(RequestError) -> Response {
    var form = try MultipartForm(upload.body, boundary: boundary)
    switch try form.count() {
    case 0: throw .badForm(detail: "the form holds no file: send one with curl -F file=@FILE")
    case 1 where !upload.wantsTable:
      let inputs = try form.next(1).map { input($0, upload) }
      try queue.takePlaces(1, for: upload.address)
      defer { queue.giveBackPlaces(1, of: upload.address) }
      for (input, result) in zip(inputs, try await queue.read(inputs, for: upload.query.question)) {
        return try image(result, input, input.path, upload)
      }
      throw .emptyBody
    default: return try await table(form, upload)
    }
  }

  /// A result for each file, some at a time, so that other requests get their turn.
  private func table(_ files: some UploadedFiles, _ upload: Upload) async throws(RequestError) -> Response {
    let places = max(1, min(window, try files.count()))
    var (files, body, separator) = (files, ResponseBody(heldBy: upload.hold), "")
    try body.append(upload.wantsTable ? text.header(for: upload.query.question) : "{\"results\":[")
    try queue.takePlaces(places, for: upload.address)
    defer { queue.giveBackPlaces(places, of: upload.address) }
    while case let part = try files.next(places), !part.isEmpty {
      let inputs = part.map { input($0, upload) }
      for (input, result) in zip(inputs, try await queue.read(inputs, for: upload.query.question)) {
        metrics.add(result, status: text.status(of: result))
        try body.append(separator + line(result, input.path, upload))
        separator = upload.wantsTable ? "" : ","
      }
    }
    if !upload.wantsTable { try body.append("]}") }
    return Response(type: upload.wantsTable ? "text/csv; charset=utf-8" : "application/json", body: body)
  }

  private func input(_ file: UploadedFile, _ upload: Upload) -> ClassificationInput {
    ClassificationInput(path: FilePath(bytes: file.name), bytes: upload.body[file.range])
  }

  private func line(_ result: ImageResult, _ name: FilePath, _ upload: Upload) -> String {
    upload.wantsTable ? text.row(result, name) : text.object(result, name: name, query: upload.query)
  }
}
