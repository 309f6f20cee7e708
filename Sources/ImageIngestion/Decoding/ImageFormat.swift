/// The two formats that are read, recognised by a file's first bytes, never by its name.
enum ImageFormat: String {
  case png = "PNG"
  case jpeg = "JPEG"

  /// - Throws: what the file is instead, as far as its first bytes tell.
  init(of bytes: UnsafeRawBufferPointer) throws(IngestionError) {
    guard !bytes.isEmpty else { throw .empty }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8]) {
      self = .jpeg
    } else if let format = UnreadFormat(startOf: bytes) {
      throw .unsupported(format)
    } else if let text = ImageFormat.text(bytes.prefix(512)) {
      throw ImageFormat.error(ofText: text)
    } else {
      throw .unrecognizedFormat
    }
  }

  /// In lower case; nil for what is no text, which has no control characters but white space.
  private static func text(_ head: Slice<UnsafeRawBufferPointer>) -> String? {
    let whiteSpace: [UInt8] = [0x09, 0x0A, 0x0C, 0x0D]
    guard head.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || whiteSpace.contains($0) }) else { return nil }
    let text = String(decoding: head, as: UTF8.self)
    // Binary data may lack control characters by chance, but is hardly ever UTF-8 (the cut may split the last one).
    return text.dropLast(3).contains("\u{FFFD}") ? nil : text.lowercased()
  }

  /// A web page and a drawing name themselves near their beginning.
  private static func error(ofText text: String) -> IngestionError {
    if text.contains("<!doctype html") || text.contains("<html") { return .notAnImage(kind: "web page") }
    return text.contains("<svg") ? .unsupported(.svg) : .notAnImage(kind: "plain text")
  }
}
