import BundledPage
import Hummingbird

/// The web page and the API's description, from inside the binary.
struct PageController: Sendable {
  private struct File: Sendable {
    var headers: HTTPFields
    var tag: String
    var bytes: ByteBuffer
  }

  private let files: [String: File]

  package init() {
    var count = 0
    let bundled = UnsafeBufferPointer(start: bundled_page_files(&count), count: count)
    let named = bundled.map { file in
      let bytes = UnsafeBufferPointer(start: file.bytes, count: file.size)
      let tag = PageController.tag(bytes)
      let headers: HTTPFields = [
        .contentType: String(cString: file.content_type), .eTag: tag, .cacheControl: "no-cache",
      ]
      return (String(cString: file.name), File(headers: headers, tag: tag, bytes: ByteBuffer(bytes: bytes)))
    }
    files = Dictionary(named) { first, _ in first }
  }

  package func index(_ request: Request, context: DigitRequestContext) throws -> Response {
    try answer("index.html", to: request)
  }

  package func description(_ request: Request, context: DigitRequestContext) throws -> Response {
    try answer("openapi.json", to: request)
  }

  package func file(_ request: Request, context: DigitRequestContext) throws -> Response {
    try answer(context.parameters.require("file"), to: request)
  }

  private func answer(_ name: String, to request: Request) throws -> Response {
    guard let file = files[name] else { throw RequestError.notFound(path: request.uri.path) }
    if request.headers[.ifNoneMatch]?.contains(file.tag) ?? false {
      return Response(status: .notModified, headers: [.eTag: file.tag, .cacheControl: "no-cache"])
    }
    return Response(status: .ok, headers: file.headers, body: ResponseBody(byteBuffer: file.bytes))
  }

  /// FNV-1a (Fowler, Noll and Vo), in quotes: changes with the content, and is the same for the same program.
  private static func tag(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "\"\(String(hash, radix: 16))\""
  }
}
