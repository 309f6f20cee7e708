/// What a body is, as its `Content-Type` says.
enum UploadKind: Equatable {
  /// One image, whatever its type is said to be.
  case image
  /// What `curl -d` says of anything, and of one image `curl --data-binary` too.
  case urlEncoded
  case archive
  case form(boundary: [UInt8])

  package init(contentType: String?) {
    let field = Array((contentType ?? "").utf8)
    let type = String(decoding: field.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }, as: UTF8.self)
    switch type.lowercased() {
    case "application/x-tar": self = .archive
    case "application/x-www-form-urlencoded": self = .urlEncoded
    case "multipart/form-data": self = .form(boundary: HeaderParameters(field[...])["boundary"] ?? [])
    default: self = .image
    }
  }

  /// Whether one image is all that there is.
  var isImage: Bool { self == .image || self == .urlEncoded }
}
