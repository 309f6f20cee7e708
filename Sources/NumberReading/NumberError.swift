/// Why numbers cannot be read as asked. Its description says what to do about it.
public enum NumberError: Error, Equatable {
  case unusablePattern(pattern: String, detail: String)
  case unusableRule(option: String, detail: String)
  case unusableList(path: String, detail: String)
}

extension NumberError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unusablePattern(let pattern, let detail): "--pattern \(pattern): \(detail)"
    case .unusableRule(let option, let detail): "\(option): \(detail)"
    case .unusableList(let path, let detail): "\(path): \(detail)"
    }
  }
}
