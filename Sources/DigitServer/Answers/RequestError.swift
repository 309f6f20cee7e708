import DigitRecognition
import Files
import NIOHTTP1

/// Why a request gets no result.
package enum RequestError: Error, Equatable {
  case malformedRequest(detail: String)
  case unknownExpectation
  case unknownTransferEncoding
  case emptyBody
  case incompleteBody
  case badQuery(detail: String)
  case badArchive(detail: String)
  case badForm(detail: String)
  case wrongHost(String)
  case notFound(path: String)
  case methodNotAllowed(allowed: String)
  case bodyTooLarge(limit: ByteSize)
  /// The body and its answer together are more than one address may have.
  case answerTooLarge
  /// `row`: that of the CSV, where it was asked for.
  case image(Unreadable, row: String?)
  /// One address has its share.
  case tooManyRequests(Overload)
  case overloaded(Overload)
  case stopping
  case internalError
  /// There is no network for numbers.
  case numbersNotAvailable

  /// What there is too much of.
  package enum Overload: Equatable {
    case images, memory
    /// An image waited too long.
    case waiting
  }
}

extension RequestError {
  /// What is no HTTP at all.
  package static let notHTTP = RequestError.malformedRequest(
    detail: "no valid HTTP request: see the API's description at /openapi.json")

  package var status: HTTPResponseStatus {
    switch self {
    case .malformedRequest, .emptyBody, .incompleteBody, .badQuery, .badArchive, .badForm: .badRequest
    case .unknownExpectation: .expectationFailed
    case .unknownTransferEncoding, .numbersNotAvailable: .notImplemented
    case .wrongHost: .forbidden
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .bodyTooLarge, .answerTooLarge: .payloadTooLarge
    case .image(let problem, _): RequestError.answer(to: problem.cause).status
    case .tooManyRequests: .tooManyRequests
    case .overloaded, .stopping: .serviceUnavailable
    case .internalError: .internalServerError
    }
  }

  /// For programs.
  package var code: String {
    switch self {
    case .malformedRequest: "malformed_request"
    case .unknownExpectation: "unknown_expectation"
    case .unknownTransferEncoding: "unknown_transfer_encoding"
    case .emptyBody: "empty_body"
    case .incompleteBody: "incomplete_body"
    case .badQuery: "bad_query"
    case .badArchive: "bad_archive"
    case .badForm: "bad_form"
    case .wrongHost: "wrong_host"
    case .notFound: "not_found"
    case .methodNotAllowed: "method_not_allowed"
    case .bodyTooLarge: "body_too_large"
    case .answerTooLarge: "answer_too_large"
    case .image(let problem, _): RequestError.answer(to: problem.cause).code
    case .tooManyRequests: "too_many_requests"
    case .overloaded: "overloaded"
    case .stopping: "stopping"
    case .internalError: "internal"
    case .numbersNotAvailable: "numbers_not_available"
    }
  }

  private static func answer(to cause: ErrorCause) -> (status: HTTPResponseStatus, code: String) {
    switch cause {
    case .empty: (.badRequest, "empty_body")
    case .notAnImage, .unsupportedFormat: (.unsupportedMediaType, "unsupported_format")
    case .tooLarge: (.payloadTooLarge, "too_many_pixels")
    case .damaged, .truncated, .tookTooLong, .missing, .permissionDenied, .unreadable:
      (.unprocessableEntity, "unreadable_image")
    }
  }

  /// What other than status, code and message the answer has.
  package var row: String? {
    guard case .image(_, let row) = self else { return nil }
    return row
  }

  /// Seconds after which the same request may succeed.
  package var retryAfter: Int? {
    switch self {
    case .tooManyRequests, .overloaded, .stopping: 1
    default: nil
    }
  }

  var allowedMethods: String? {
    guard case .methodNotAllowed(let allowed) = self else { return nil }
    return allowed
  }

  /// Whether the body was not read to its end, so that the connection is of no more use.
  var endsConnection: Bool {
    switch self {
    case .malformedRequest, .unknownExpectation, .unknownTransferEncoding, .incompleteBody, .bodyTooLarge,
      .tooManyRequests(.memory), .overloaded(.memory):
      true
    default: false
    }
  }
}

extension RequestError: CustomStringConvertible {
  /// One line that names the way out.
  package var description: String {
    switch self {
    case .malformedRequest(let detail), .badQuery(let detail), .badArchive(let detail), .badForm(let detail): detail
    case .unknownExpectation: "the only expectation that is met is 100-continue: leave the field Expect out"
    case .unknownTransferEncoding: "the only transfer coding that is read is chunked: send the body without another"
    case .emptyBody: "empty body: send the file's bytes as the body (curl --data-binary @FILE)"
    case .incompleteBody: "the body ended before its announced length: send it again"
    case .wrongHost(let host):
      "this server answers to its own address, not to \"\(host)\": start it with --allow-host and that name behind a "
        + "proxy, or with --host to serve a network"
    case .notFound(let path): "nothing at \(path): the page is at /, the API's description at /openapi.json"
    case .methodNotAllowed(let allowed): "this path takes \(allowed)"
    case .bodyTooLarge(let limit):
      "the body is over the limit of \(limit): allow more with --max-body-size, or send less"
    case .answerTooLarge:
      "the files and the answer together take more memory than one client may have: send fewer files at a time"
    case .image(let problem, _): problem.reason
    case .tooManyRequests(.memory):
      "the uploads and answers of this address take up its share: finish some, and send this one again later"
    case .tooManyRequests:
      "too many images from this address are waiting: send fewer at a time, and this one again later"
    case .overloaded(.images): "too many images are waiting: send it again later"
    case .overloaded(.memory): "too many uploads are under way: send it again later"
    case .overloaded(.waiting): "the image waited too long for its turn: send it again later"
    case .stopping: "the server is stopping: send it again when it is back"
    case .internalError: "the server failed at this request: its standard error says how"
    case .numbersNotAvailable:
      "this server has no network for numbers: start it with --number-model and the file of one"
    }
  }
}
