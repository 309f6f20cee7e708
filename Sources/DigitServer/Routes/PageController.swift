import BundledPage
import NIOCore

/// The web page and the API's description, from inside the binary.
struct PageController: Sendable {
  private struct File: Sendable {
    var type: String
    var tag: String
    var bytes: ByteBuffer
  }

  private let files: [String: File]

  package init() {
    var count = 0
    let bundled = UnsafeBufferPointer(start: bundled_page_files(&count), count: count)
    let named = bundled.map { page in
      let bytes = UnsafeBufferPointer(start: page.bytes, count: page.size)
      let file = File(
        type: String(cString: page.content_type), tag: PageController.tag(bytes), bytes: ByteBuffer(bytes: bytes))
      return (String(cString: page.name), file)
    }
    files = Dictionary(named) { first, _ in first }
  }

  /// - Throws: `notFound`.
  func file(_ name: String, for request: Request) throws(RequestError) -> Response {
    guard let file = files[name] else { throw .notFound(path: String(request.path)) }
    let isKnown = request.field("If-None-Match")?.contains(file.tag) ?? false
    var response =
      isKnown
      ? Response(status: .notModified, caching: "no-cache")
      : Response(type: file.type, caching: "no-cache", body: ResponseBody(file.bytes))
    response.headers.add(name: "ETag", value: file.tag)
    return response
  }

  /// FNV-1a (Fowler, Noll and Vo), in quotes: changes with the content, and is the same for the same program.
  private static func tag(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "\"\(String(hash, radix: 16))\""
  }
}
