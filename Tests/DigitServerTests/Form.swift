import NIOHTTP1

/// Makes forms as `curl -F file=@NAME` does.
enum Form {
  static let boundary = "------------------------8ab4"
  static let headers: HTTPHeaders = ["Content-Type": "multipart/form-data; boundary=\(boundary)"]

  static func body(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    files.flatMap { part("filename=\"\($0.name)\"", $0.bytes) } + Array("--\(boundary)--\r\n".utf8)
  }

  static func part(_ parameters: String, _ content: [UInt8], more: String = "") -> [UInt8] {
    let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; \(parameters)\r\n\(more)\r\n"
    return Array(head.utf8) + content + [13, 10]
  }
}
