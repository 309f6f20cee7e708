/// Why a picture could not become a file, in the words of the library that writes the format:
/// it is empty, larger than the format allows, or memory ran out.
public enum ImageEncodingError: Error, Equatable {
  case png(detail: String)
  case jpeg(detail: String)
}
