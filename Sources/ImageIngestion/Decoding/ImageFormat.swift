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
    } else if let name = ImageFormat.nameOfOtherFormat(bytes) {
      throw .unsupported(format: name)
    } else if let kind = ImageFormat.kindOfText(bytes.prefix(512)) {
      throw .notAnImage(kind: kind)
    } else {
      throw .unrecognizedFormat
    }
  }

  /// What people have at hand besides PNG and JPEG.
  private static func nameOfOtherFormat(_ bytes: UnsafeRawBufferPointer) -> String? {
    func has(_ signature: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: signature.utf8)
    }
    if has("GIF8") { return "GIF" }
    if has("%PDF-") { return "PDF" }
    if has("II*\0") || has("MM\0*") { return "TIFF" }
    if has("RIFF"), has("WEBP", at: 8) { return "WebP" }
    // A BMP's size, little-endian, follows; its bytes 6 to 9 are reserved and zero. Text may begin with "BM" too.
    if has("BM"), has("\0\0\0\0", at: 6) { return "BMP" }
    guard has("ftyp", at: 4) else { return nil }
    if has("avif", at: 8) || has("avis", at: 8) { return "AVIF" }
    return ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains { has($0, at: 8) } ? "HEIC" : nil
  }

  /// Text has no control characters but white space; a web page names itself near its beginning.
  private static func kindOfText(_ head: Slice<UnsafeRawBufferPointer>) -> String? {
    let whiteSpace: [UInt8] = [0x09, 0x0A, 0x0C, 0x0D]
    guard head.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || whiteSpace.contains($0) }) else { return nil }
    let text = String(decoding: head, as: UTF8.self)
    // Binary data may lack control characters by chance, but is hardly ever UTF-8 (the cut may split the last one).
    guard !text.dropLast(3).contains("\u{FFFD}") else { return nil }
    let lowercased = text.lowercased()
    return lowercased.contains("<!doctype html") || lowercased.contains("<html") ? "web page" : "plain text"
  }
}
